using Fleet;
using Fleet.Events;
using Fleet.Hosting.Clustering;
using Fleet.Samples;
using Fleet.Storage;
using Fleet.Trips;
using Fleet.Vehicles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Streams;

// A backend service beside a cluster: it calls grains, and follows an organization's events from their streams.
// It needs of this repository Fleet.Grains.Abstractions (the contract) and Fleet.Hosting (how to join).
var organization = args.ElementAtOrDefault(0) ?? "demo";
var vehicleId = args.ElementAtOrDefault(1) ?? "demo-01";

var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Configuration.AddRunFile(".fleet/run.json"); // of './fleet cluster'; elsewhere Fleet__Database and Fleet__Cluster__ClusterId
try
{
    builder.AddFleetClient();
}
catch (StorageException unusable)
{
    await Console.Error.WriteLineAsync(unusable.Message);
    return 1;
}

using var host = builder.Build();
await host.StartAsync();
var cluster = host.Services.GetRequiredService<IClusterClient>();

// Look a vehicle up. A grain always is; whether we know the vehicle, its answer says.
var vehicle = cluster.GetGrain<IVehicleGrain>(GrainKey.For(organization, vehicleId));
var snapshot = await vehicle.Get();
Console.WriteLine($"{vehicleId}: {snapshot.Status}, last seen {snapshot.LastPosition?.Timestamp:u}");

// Follow everything of the organization: one stream a shard. Streams are at least once and hold no history: the number
// of each event says what is new, and IEventShardGrain.Read has what was missed.
var streams = cluster.GetStreamProvider(EventStreams.Provider);
var seen = new Dictionary<int, ShardPosition>();
var followed = new List<StreamSubscriptionHandle<ShardBatch>>();
for (var shard = 0; shard < new ShardOptions().Shards; shard++)
{
    var stream = streams.GetStream<ShardBatch>(StreamId.Create(EventStreams.Namespace, EventStreams.Key(organization, shard)));
    followed.Add(await stream.SubscribeAsync((batch, _) => { Show(batch); return Task.CompletedTask; }));
}

// Start and complete a trip. The vehicle is the door: it owns the order of what happens to its trips. Every call may be
// sent again with the same arguments after a time-out, whose outcome nobody knows.
var tripId = "sample-" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
await cluster.GetGrain<ITripGrain>(GrainKey.For(organization, tripId)).Plan(new TripPlan { VehicleId = vehicleId, DistanceKm = 12 });
Console.WriteLine($"start:    {(await vehicle.StartTrip(tripId, at: null)).Outcome}");
await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System);
Console.WriteLine($"complete: {(await vehicle.CompleteTrip(tripId, at: null)).Outcome}");
await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);

foreach (var handle in followed)
    await handle.UnsubscribeAsync();
await host.StopAsync();
return 0;

void Show(ShardBatch batch)
{
    lock (seen)
    {
        for (var i = 0; i < batch.Events.Length; i++)
        {
            var at = new ShardPosition(batch.Shard, batch.Epoch, batch.FirstN + i);
            if (seen.TryGetValue(at.Shard, out var last) && last.Epoch == at.Epoch && last.N >= at.N)
                continue; // delivered again

            seen[at.Shard] = at;
            if (batch.Events[i].VehicleId == vehicleId)
                Console.WriteLine($"  {at.Shard}/{at.N}  {batch.Events[i].Timestamp:T}  {batch.Events[i].GetType().Name}");
        }
    }
}

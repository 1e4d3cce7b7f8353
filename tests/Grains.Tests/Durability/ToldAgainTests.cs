using Fleet.Alerts;
using Fleet.Events;
using Fleet.Geofences;
using Fleet.Vehicles;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Durability;

public class ToldAgainTests
{
    private const int Vehicles = 200;

    [Fact]
    public async Task After_a_restart_all_vehicles_tell_again_and_the_log_is_asked_a_few_times_only()
    {
        var power = new PowerSwitch();
        var stores = new SwitchedStores(new Storage.MemoryPositionLog(1_000), new Storage.MemoryEventLog(10_000), new FixtureDirectory(), new Storage.MemoryStateStorage(), power);
        await using var silo = new MortalSilo(stores, power, "acme") { Configure = static services => services.Configure<ShardOptions>(static o => o.RingSize = 16) };
        await silo.Start();
        await Shard(silo).Publish([.. Numbers.Select(i => Located(i, second: 0)), .. Numbers.Select(i => Offline(i))]);
        await silo.Kill();
        await silo.Restart();
        await Shard(silo).Snapshot(new SnapshotRequest());
        var before = stores.Readings;

        // What the log has and what it has not. The first is looked up by itself, and what comes meanwhile together.
        var gate = new TaskCompletionSource();
        stores.Gate = gate.Task;
        var told = Task.WhenAll(Numbers.Select(i => Shard(silo).PublishAgain([Located(i, second: 0), Offline(i), Located(i, second: 10)])));
        await Shard(silo).Snapshot(new SnapshotRequest());
        gate.SetResult();
        await told;

        Assert.Equal(3 * Vehicles, (await Shard(silo).Snapshot(new SnapshotRequest())).Head.N);
        Assert.InRange(stores.Readings - before, 1, 10);
    }

    [Fact]
    public async Task A_depot_whose_vehicles_all_enter_at_once_is_written_twice()
    {
        await using var silo = MortalSilo.InMemory(out var stores, out var power);
        await silo.Start();
        var depot = silo.Grains.GetGrain<IGeofenceGrain>(GrainKey.For("acme", "depot"));
        await depot.Define(Fences.Circle("depot", 0, 10, 500));
        var gate = new TaskCompletionSource();
        stores.Gate = gate.Task;
        var before = power.Operations;

        var entered = Task.WhenAll(Numbers.Select(i => depot.Enter(Fences.Stay($"v{i}", silo.Clock.GetUtcNow()))));
        await depot.Get();
        gate.SetResult();
        await entered;

        Assert.Equal(2, power.Operations - before); // the first, and all who came meanwhile
        await silo.Kill();
        await silo.Restart();
        Assert.Equal(Vehicles, (await silo.Grains.GetGrain<IGeofenceGrain>(GrainKey.For("acme", "depot")).Get())!.Occupants.Length);
    }

    [Fact]
    public async Task An_entry_that_could_not_be_written_is_written_when_it_is_told_again()
    {
        await using var silo = MortalSilo.InMemory(out var stores, out _);
        await silo.Start();
        var depot = silo.Grains.GetGrain<IGeofenceGrain>(GrainKey.For("acme", "depot"));
        await depot.Define(Fences.Circle("depot", 0, 10, 500));
        var stay = Fences.Stay("v1", silo.Clock.GetUtcNow());
        stores.Gate = Task.FromException(new Storage.StorageUnavailableException("away"));
        await Assert.ThrowsAnyAsync<Exception>(() => depot.Enter(stay));
        stores.Gate = Task.CompletedTask;

        await depot.Enter(stay);

        await silo.Kill();
        await silo.Restart();
        Assert.Equal("v1", Assert.Single((await silo.Grains.GetGrain<IGeofenceGrain>(GrainKey.For("acme", "depot")).Get())!.Occupants).VehicleId);
    }

    private static IEnumerable<int> Numbers => Enumerable.Range(0, Vehicles);

    private static IEventShardGrain Shard(MortalSilo silo) => silo.Grains.GetGrain<IEventShardGrain>(GrainKey.ForShard("acme", 3));

    private static LocationUpdated Located(int vehicle, int second) => new()
    {
        EventId = $"v{vehicle}:{second}",
        OrganizationId = "acme",
        VehicleId = $"v{vehicle}",
        Timestamp = Happened.Noon.AddSeconds((vehicle * 0.1) + second),
        Position = new Position { Timestamp = Happened.Noon.AddSeconds((vehicle * 0.1) + second), ReceivedAt = Happened.Noon, Latitude = 1, Longitude = 1 },
        VehicleStatus = VehicleStatus.Active,
        SpeedKmh = 1,
    };

    private static VehicleStatusChanged Offline(int vehicle) => new()
    {
        EventId = $"v{vehicle}:offline", OrganizationId = "acme", VehicleId = $"v{vehicle}", Timestamp = Happened.Noon, Status = VehicleStatus.Offline,
    };
}

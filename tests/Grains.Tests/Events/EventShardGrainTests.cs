using Fleet.Vehicles;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Streams;

namespace Fleet.Events;

[Collection(ClusterCollection.Name)]
public sealed class EventShardGrainTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60); // reached only if something never comes

    private readonly string _organization = cluster.NewOrganization();

    private IEventShardGrain Shard => cluster.Grains.GetGrain<IEventShardGrain>(GrainKey.ForShard(_organization, 3));

    [Fact]
    public async Task Stream_carries_every_event_in_order_and_many_in_one_item()
    {
        const int calls = 2_000;
        var items = new List<ShardBatch>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stream = cluster.Services.GetRequiredService<IClusterClient>().GetStreamProvider(EventStreams.Provider)
            .GetStream<ShardBatch>(StreamId.Create(EventStreams.Namespace, EventStreams.Key(_organization, 3)));
        await stream.SubscribeAsync((item, _) =>
        {
            items.Add(item);
            if (item.FirstN + item.Events.Length > calls)
            {
                done.TrySetResult();
            }

            return Task.CompletedTask;
        });

        await Task.WhenAll(Enumerable.Range(0, calls).Select(i => Shard.Publish([Happened($"e{i}")])));
        await done.Task.WaitAsync(Limit);

        Assert.Equal(Enumerable.Range(1, calls).Select(n => (long)n), items.SelectMany(i => i.Events.Select((_, at) => i.FirstN + at)));
        Assert.Equal(calls, items.SelectMany(i => i.Events).Select(e => e.EventId).Distinct().Count());
        Assert.All(items, i => Assert.Equal((3, items[0].Epoch), (i.Shard, i.Epoch)));
        Assert.InRange(items.Count, 1, calls - 1);
    }

    [Fact]
    public async Task Event_published_again_gets_no_second_number()
    {
        await Shard.Publish([Happened("a"), Happened("b")]);
        await Shard.Publish([Happened("b"), Happened("c")]);

        var head = (await Shard.Snapshot(new SnapshotRequest())).Head;
        var read = await Shard.Read(head with { N = 0 }, 100);

        Assert.Equal(3, head.N);
        Assert.Equal(["a", "b", "c"], read.Events.Select(e => e.EventId));
    }

    [Fact]
    public async Task Idle_shard_keeps_its_line()
    {
        await Shard.Publish([Happened("a")]);
        var before = (await Shard.Snapshot(new SnapshotRequest())).Head;

        await cluster.DeactivateAll();

        Assert.Equal(before, (await Shard.Snapshot(new SnapshotRequest())).Head);
    }

    private VehicleStatusChanged Happened(string id) => new()
    {
        EventId = id,
        OrganizationId = _organization,
        Timestamp = DateTimeOffset.UnixEpoch,
        VehicleId = "v",
        Status = VehicleStatus.Offline,
    };
}

using Fleet.Vehicles;

namespace Fleet.Events;

[Collection(ClusterCollection.Name)]
public sealed class ReactionTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60); // reached only if something never comes

    private readonly string _organization = cluster.NewOrganization();

    private IEventShardGrain Shard => cluster.Grains.GetGrain<IEventShardGrain>(GrainKey.ForShard(_organization, 3));

    private IRecorderGrain Recorder => cluster.Grains.GetGrain<IRecorderGrain>(GrainKey.ForOrganization(_organization));

    private IRecorderGrain Second => cluster.Grains.GetGrain<IRecorderGrain>(GrainKey.For(_organization, "second"));

    [Fact]
    public async Task What_happened_reaches_the_reactor_in_order_and_measurements_do_not()
    {
        await Shard.Publish([Happened("a"), Located("l1"), Happened("b")]);
        await Shard.Publish([Located("l2")]);
        await Shard.Publish([Located("l3"), Happened("c")]);

        await Recorder.Reached(3).WaitAsync(Limit);
        Assert.Equal(["a", "b", "c"], await Recorder.Recorded());
    }

    [Fact]
    public async Task More_than_a_batch_holds_comes_whole()
    {
        var ids = Enumerable.Range(0, 1_000).Select(i => $"e{i}").ToArray();
        await Shard.Publish([.. ids.Select(Happened)]);

        await Recorder.Reached(ids.Length).WaitAsync(Limit);
        Assert.Equal(ids, await Recorder.Recorded());
    }

    [Fact]
    public async Task Reactor_that_fails_gets_it_again_and_holds_up_no_other()
    {
        await Recorder.Fail(2);
        await Shard.Publish([Happened("a")]);
        await Second.Reached(1).WaitAsync(Limit);
        await Shard.Publish([Happened("b")]);

        var done = Recorder.Reached(2).WaitAsync(Limit);
        while (!done.IsCompleted)
        {
            await Task.WhenAny(done, cluster.Clock.TimerDueWithin(TimeSpan.FromSeconds(2)));
            cluster.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        await done;
        Assert.Equal(2, await Recorder.Failures());
        Assert.Equal(["a", "b"], await Recorder.Recorded());
        await Second.Reached(2).WaitAsync(Limit);
        Assert.Equal(["a", "b"], await Second.Recorded());
    }

    private VehicleStatusChanged Happened(string id) => new()
    {
        EventId = id,
        OrganizationId = _organization,
        Timestamp = DateTimeOffset.UnixEpoch,
        VehicleId = "v",
        Status = VehicleStatus.Offline,
    };

    private LocationUpdated Located(string id) => new()
    {
        EventId = id,
        OrganizationId = _organization,
        Timestamp = DateTimeOffset.UnixEpoch,
        VehicleId = "v",
        Position = Positions.At(0, 0, 10),
        VehicleStatus = VehicleStatus.Active,
        SpeedKmh = 10,
    };
}

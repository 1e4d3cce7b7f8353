using Fleet.Events;
using Fleet.Storage;
using Fleet.Vehicles;

namespace Fleet.Durability;

/// <summary>What the vehicle answers when the logs do not take what they are given.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private readonly MortalSilo _silo;
    private readonly SwitchedStores _stores;

    public RefusalTests() => _silo = MortalSilo.InMemory(out _stores, out _);

    public Task InitializeAsync() => _silo.Start();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Busy_log_acknowledges_nothing_and_changes_nothing()
    {
        await _silo.Vehicle.Report([.. Positions.Drive(0, 10, 36, 1)]);
        var before = await _silo.Vehicle.Get();
        _stores.PositionAnswers.Enqueue(new AppendResult { Status = AppendStatus.Busy, RetryAfter = TimeSpan.FromSeconds(3) });
        var refused = await _silo.Vehicle.Report([.. Positions.Drive(11, 20, 36, 1, 110)]);
        Assert.Equal(TimeSpan.FromSeconds(3), refused.RetryAfter);
        Assert.Empty(refused.Outcomes);
        Assert.Equal(before.Counters, (await _silo.Vehicle.Get()).Counters);
        var taken = await _silo.Vehicle.Report([.. Positions.Drive(11, 20, 36, 1, 110)]);
        Assert.All(taken.Outcomes, o => Assert.Equal(PositionStatus.Accepted, o));
    }

    [Theory]
    [InlineData(AppendStatus.Conflict)]
    [InlineData(AppendStatus.Unknown)]
    public async Task Outcome_that_is_not_known_makes_the_vehicle_read_the_log(AppendStatus status)
    {
        await _silo.Vehicle.Report([.. Positions.Drive(0, 10, 36, 1)]);

        // Another activation, or the commit whose answer was lost, wrote these.
        await _stores.Append("acme", "v1", [.. Positions.Drive(11, 15, 36, 1, 110).Select(p => new LoggedPosition(p, false))], CancellationToken.None);
        _stores.PositionAnswers.Enqueue(new AppendResult { Status = status });
        Assert.NotNull((await _silo.Vehicle.Report([.. Positions.Drive(11, 20, 36, 1, 110)])).RetryAfter);

        var again = await _silo.Vehicle.Report([.. Positions.Drive(11, 20, 36, 1, 110)]);
        Assert.Equal(5, again.Outcomes.Count(o => o == PositionStatus.Duplicate));
        Assert.Equal(5, again.Outcomes.Count(o => o == PositionStatus.Accepted));
        Assert.Equal(21, (await _silo.Vehicle.Get()).Counters.Accepted);
        Assert.Equal(21, (await _silo.Events()).OfType<LocationUpdated>().Count());
    }

    [Fact]
    public async Task Late_position_that_the_log_has_is_a_duplicate()
    {
        await _stores.Append("acme", "v1", [new LoggedPosition(Positions.At(5.5, 55, 36), true)], CancellationToken.None);
        await _silo.Vehicle.Report([.. Positions.Drive(6, 10, 36, 1, 60)]);
        var result = await _silo.Vehicle.Report([Positions.At(5.5, 55, 36), Positions.At(5.25, 52.5, 36)]);
        Assert.Equal([PositionStatus.Duplicate, PositionStatus.Late], result.Outcomes.ToArray());
        var counters = (await _silo.Vehicle.Get()).Counters;
        Assert.Equal(counters.Received, counters.Accepted + counters.Duplicate + counters.Late);
    }

    [Theory]
    [InlineData(AppendStatus.Busy)]
    [InlineData(AppendStatus.Unknown)]
    public async Task Event_log_that_fails_shows_nothing_and_the_resend_completes(AppendStatus status)
    {
        _stores.EventAnswers.Enqueue(new AppendResult { Status = status, RetryAfter = TimeSpan.FromSeconds(1) });
        var drive = Positions.Drive(0, 10, 36, 1).ToList();
        await Assert.ThrowsAnyAsync<Exception>(() => _silo.Vehicle.Report([.. drive]));
        Assert.Empty(await _silo.Events());
        Assert.All((await _silo.Vehicle.Report([.. drive])).Outcomes, o => Assert.Equal(PositionStatus.Duplicate, o));
        var events = await _silo.Events();
        Assert.Equal(11, events.OfType<LocationUpdated>().Count());
        Assert.Equal(events.Count, events.Select(e => e.EventId).Distinct().Count());
    }

    [Fact]
    public async Task Offset_line_goes_on_after_a_restart()
    {
        await _silo.Vehicle.Report([.. Positions.Drive(0, 10, 36, 1)]);
        var key = GrainKey.ForShard("acme", EventStreams.ShardOf("v1", new ShardOptions().Shards));
        var before = (await _silo.Grains.GetGrain<IEventShardGrain>(key).Snapshot(new SnapshotRequest())).Head;
        await _silo.Kill();
        await _silo.Restart();
        var shard = _silo.Grains.GetGrain<IEventShardGrain>(key);
        Assert.Equal(before, (await shard.Snapshot(new SnapshotRequest())).Head);
        Assert.Equal(before.N, (await shard.Read(before with { N = 0 }, 100)).Events.Length);
        await _silo.Vehicle.Report([.. Positions.Drive(11, 12, 36, 1, 110)]);
        Assert.Equal(before with { N = before.N + 2 }, (await shard.Snapshot(new SnapshotRequest())).Head);
    }
}

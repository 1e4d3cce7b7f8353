using Fleet.Events;
using Fleet.Safety;
using Fleet.Traffic;
using Fleet.Trips;

namespace Fleet.Storage;

/// <summary>What every event log does. One subclass an implementation.</summary>
public abstract class EventLogContract : IAsyncLifetime
{
    protected abstract Task<IEventLog> OpenAsync();

    public Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    [SkippableFact]
    public async Task Shard_that_never_was_has_no_head_and_nothing_complete()
    {
        var log = await OpenAsync();

        Assert.Null(await log.Head("acme", 3, default));
        Assert.False((await log.Read("acme", Samples.Head(0), 10, default)).Complete);
        Assert.Empty(await ReplayAsync(log));
    }

    [SkippableFact]
    public async Task Events_of_every_kind_come_back_as_they_were()
    {
        var log = await OpenAsync();
        FleetEvent[] events = [Samples.Location("l1"), Samples.Safety("s1"), Samples.Trip("t1"), Samples.Driver("d1"), Superseded("u1", Samples.Safety("s1")), Samples.Compliance("c1"), Samples.Custom("e1"), Samples.Alert("a1"), new VehicleStatusChanged { EventId = "x1", OrganizationId = "acme", Timestamp = Samples.Noon, VehicleId = "v1", Status = Vehicles.VehicleStatus.Offline }];

        Assert.Equal(AppendStatus.Committed, (await log.Append("acme", null, Samples.Batch(1, events), default)).Status);

        var read = await log.Read("acme", Samples.Head(0), 10, default);
        Assert.True(read.Complete);
        Assert.Equal(Samples.Head(8), read.Head);
        Assert.Equivalent(events, read.Events.ToArray(), strict: true);
        Assert.Equal(events.Select(e => e.GetType()), read.Events.Select(e => e.GetType()));
    }

    [SkippableFact]
    public async Task Shards_are_found_by_when_something_happened_there()
    {
        var log = await OpenAsync();
        await log.Append("acme", null, Samples.Batch(1, Samples.Safety("s1")), default);
        await log.Append("globex", null, Samples.Batch(1, Samples.Location("l1")), default);

        async Task<List<LoggedShard>> Since(DateTimeOffset moment)
        {
            var found = new List<LoggedShard>();
            await foreach (var shard in log.ShardsSince(moment, default))
                found.Add(shard);
            return found;
        }

        Assert.Equal([new LoggedShard("acme", Samples.Head(0).Shard)], await Since(Samples.Safety("s1").Timestamp));
        Assert.Empty(await Since(Samples.Safety("s1").Timestamp.AddSeconds(1)));
    }

    [SkippableTheory]
    [InlineData(0, 100, new[] { 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData(1, 100, new[] { 2, 3, 4, 5, 6, 7 })]
    [InlineData(2, 2, new[] { 3, 4 })]
    [InlineData(3, 3, new[] { 4, 5, 6 })]
    [InlineData(6, 100, new[] { 7 })]
    [InlineData(7, 100, new int[0])]
    public async Task Read_goes_on_right_behind_the_place(int after, int max, int[] expected)
    {
        var log = await OpenAsync();
        await AppendAsync(log, null, 1, 3);
        await AppendAsync(log, Samples.Head(3), 4, 1);
        await AppendAsync(log, Samples.Head(4), 5, 3);

        var read = await log.Read("acme", Samples.Head(after), max, default);

        Assert.True(read.Complete);
        Assert.Equal(Samples.Head(7), read.Head);
        Assert.Equal(expected.Select(n => Samples.Name("e1-", n)), read.Events.Select(e => e.EventId));
    }

    [SkippableTheory]
    [InlineData("e1", 8)]
    [InlineData("e1", -1)]
    [InlineData("other", 2)]
    public async Task Place_that_the_line_does_not_have_is_not_complete(string epoch, int n)
    {
        var log = await OpenAsync();
        await AppendAsync(log, null, 1, 7);

        var read = await log.Read("acme", Samples.Head(n, epoch), 10, default);

        Assert.False(read.Complete);
        Assert.Empty(read.Events);
        Assert.Equal(Samples.Head(7), read.Head);
    }

    [SkippableFact]
    public async Task Only_who_knows_the_head_can_append()
    {
        var log = await OpenAsync();
        await AppendAsync(log, null, 1, 2);

        Assert.Equal(AppendStatus.Conflict, await AppendAsync(log, null, 1, 1));
        Assert.Equal(AppendStatus.Conflict, await AppendAsync(log, Samples.Head(1), 2, 1));
        Assert.Equal(AppendStatus.Conflict, await AppendAsync(log, Samples.Head(3), 4, 1));
        Assert.Equal(AppendStatus.Committed, await AppendAsync(log, Samples.Head(2), 3, 1));
        Assert.Equal(Samples.Head(3), await log.Head("acme", 3, default));
        Assert.Equal(3, (await log.Read("acme", Samples.Head(0), 10, default)).Events.Length);
    }

    [SkippableFact]
    public async Task New_epoch_begins_at_one_and_ends_the_old()
    {
        var log = await OpenAsync();
        await AppendAsync(log, null, 1, 2);

        Assert.Equal(AppendStatus.Committed, (await log.Append("acme", Samples.Head(2), Samples.Batch(1, Samples.Safety("n1")) with { Epoch = "e2" }, default)).Status);

        Assert.Equal(Samples.Head(1, "e2"), await log.Head("acme", 3, default));
        Assert.False((await log.Read("acme", Samples.Head(1), 10, default)).Complete);
        Assert.Equal(AppendStatus.Conflict, await AppendAsync(log, Samples.Head(2), 3, 1));
        Assert.Equal(["e1/1", "e1/2", "e2/1"], (await ReplayAsync(log)).Select(e => Samples.Name(e.Position.Epoch + "/", (int)e.Position.N)));
    }

    [SkippableFact]
    public async Task Batch_that_does_not_follow_is_refused_before_the_log_is_asked()
    {
        var log = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await log.Append("acme", null, Samples.Batch(1), default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await log.Append("acme", null, Samples.Batch(2, Samples.Safety("a")), default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await log.Append("acme", Samples.Head(1), Samples.Batch(3, Samples.Safety("a")), default));
    }

    [SkippableFact]
    public async Task Replay_has_the_window_in_order_of_append_and_every_place()
    {
        var log = await OpenAsync();
        await log.Append("acme", null, Samples.Batch(1, Samples.Location("a", 0), Samples.Location("b", 100), Samples.Location("c", 50)), default);
        await log.Append("acme", Samples.Head(3), Samples.Batch(4, Samples.Safety("d", 60), Samples.Location("e", 200)), default);
        await log.Append("acme", Samples.Head(5), Samples.Batch(6, Samples.Location("f", 199)), default);

        var found = await log.Replay("acme", 3, Samples.Noon.AddSeconds(50), Samples.Noon.AddSeconds(200), default).ToListAsync();

        Assert.Equal(["b", "c", "d", "f"], found.Select(e => e.Event.EventId));
        Assert.Equal([2L, 3, 4, 6], found.Select(e => e.Position.N));
    }

    [SkippableFact]
    public async Task History_comes_in_pages_of_whole_batches_and_all_of_it()
    {
        var log = await OpenAsync();
        for (var n = 1; n <= 40; n += 4)
            await AppendAsync(log, n == 1 ? null : Samples.Head(n - 1), n, 4);

        var found = new List<long>();
        var pages = 0;
        for (long? after = 0; after is { } place; pages++)
        {
            var page = await log.History("acme", 3, Samples.Noon.AddSeconds(10), Samples.Noon.AddSeconds(31), place, 5, default);
            Assert.InRange(page.Events.Length, 0, 8);
            Assert.Null(page.ForgottenUntil);
            found.AddRange(page.Events.Select(e => e.Position.N));
            after = page.Next;
        }

        Assert.Equal(Enumerable.Range(10, 21).Select(n => (long)n), found);
        Assert.InRange(pages, 3, 6);
    }

    [SkippableFact]
    public async Task History_goes_on_where_it_was_while_more_is_appended()
    {
        var log = await OpenAsync();
        await AppendAsync(log, null, 1, 2);
        await AppendAsync(log, Samples.Head(2), 3, 2);
        var first = await log.History("acme", 3, Samples.Noon, DateTimeOffset.MaxValue, 0, 1, default);
        await AppendAsync(log, Samples.Head(4), 5, 1);

        var rest = await log.History("acme", 3, Samples.Noon, DateTimeOffset.MaxValue, first.Next!.Value, 100, default);

        Assert.Equal([1L, 2], first.Events.Select(e => e.Position.N));
        Assert.Equal([3L, 4, 5], rest.Events.Select(e => e.Position.N));
    }

    [SkippableFact]
    public async Task Known_tells_the_ids_it_has()
    {
        var log = await OpenAsync();
        await log.Append("acme", null, Samples.Batch(1, Samples.Safety("a"), Samples.Trip("b")), default);

        Assert.Equal(["a", "b"], (await log.Known("acme", ["a", "b", "c"], default)).Order());
        Assert.Empty(await log.Known("other", ["a"], default));
        Assert.Empty(await log.Known("acme", [], default));
    }

    [SkippableFact]
    public async Task Query_pages_newest_first_without_locations()
    {
        var log = await OpenAsync();
        await log.Append(
            "acme",
            null,
            Samples.Batch(1, [.. Enumerable.Range(0, 7).Select(i => Samples.Safety(Samples.Name("s", i), seconds: i / 2)), Samples.Location("l", 99)]),
            default);

        var ids = new List<string>();
        var query = new EventQuery { OrganizationId = "acme", Limit = 3 };
        EventPage page;
        do
        {
            page = await log.Query(query, default);
            ids.AddRange(page.Events.Select(e => e.EventId));
            query = query with { After = page.Next };
        }
        while (page.Next is not null);

        Assert.Equal(["s6", "s5", "s4", "s3", "s2", "s1", "s0"], ids);
    }

    public static TheoryData<string, string[]> Filters => new()
    {
        { "kind", ["t1"] },
        { "type", ["s2"] },
        { "trip type", ["t1"] },
        { "severity", ["s2"] },
        { "vehicle", ["s3"] },
        { "vehicles", ["s3"] },
        { "driver", ["t1"] },
        { "trip", ["t1"] },
        { "time", ["s2"] },
        { "nothing such", [] },
    };

    [SkippableTheory]
    [MemberData(nameof(Filters))]
    public async Task Query_filters(string what, string[] expected)
    {
        var log = await OpenAsync();
        await log.Append(
            "acme",
            null,
            Samples.Batch(
                1,
                Samples.Safety("s1", 0),
                Samples.Safety("s2", 10, type: "speeding", severity: Severity.Low),
                Samples.Safety("s3", 20, vehicle: "v2"),
                Samples.Trip("t1", 30, TripEventKind.Completed)),
            default);
        var any = new EventQuery { OrganizationId = "acme", Limit = 10 };

        var page = await log.Query(
            what switch
            {
                "kind" => any with { Kinds = ["Fleet.TripChanged"] },
                "type" => any with { Types = ["speeding"] },
                "trip type" => any with { Types = ["trip_completed"] },
                "severity" => any with { Severities = [Severity.Low, Severity.Critical] },
                "vehicle" => any with { VehicleId = "v2" },
                "vehicles" => any with { VehicleIds = ["v2", "v3"] },
                "driver" => any with { DriverId = "d1" },
                "trip" => any with { TripId = "t1" },
                "time" => any with { From = Samples.Noon.AddSeconds(10), Until = Samples.Noon.AddSeconds(20) },
                _ => any with { OrganizationId = "other" },
            },
            default);

        Assert.Equal(expected, page.Events.Select(e => e.EventId));
        Assert.Null(page.Next);
    }

    [SkippableFact]
    public async Task Traffic_is_asked_for_by_its_subject_and_flow_by_the_minutes_it_closes()
    {
        var log = await OpenAsync();
        await log.Append(
            "acme",
            null,
            Samples.Batch(
                1,
                Samples.Safety("s1", 0),
                Samples.Flow("f1", 1),
                Samples.Flow("f2", 61, new FlowMinute { Start = Samples.Noon, Samples = 60, Vehicles = 300 }),
                Samples.Flow("g2", 62, new FlowMinute { Start = Samples.Noon }, camera: "c2")),
            default);
        var any = new EventQuery { OrganizationId = "acme", Limit = 10 };

        Assert.Equal(["g2", "f2"], (await log.Query(any with { OfSubjects = true }, default)).Events.Select(e => e.EventId));
        var found = Assert.Single((await log.Query(any with { SubjectId = "c1" }, default)).Events);
        Assert.Equal(300, Assert.IsType<TrafficFlowMeasured>(found).Closes!.Vehicles);
    }

    [SkippableFact]
    public async Task Count_is_by_type_and_of_what_the_query_asks()
    {
        var log = await OpenAsync();
        await log.Append(
            "acme",
            null,
            Samples.Batch(1, Samples.Safety("s1", 0), Samples.Safety("s2", 10), Samples.Safety("s3", 20, vehicle: "v2", type: "speeding"), Samples.Trip("t1", 30), Samples.Location("l", 40)),
            default);
        var any = new EventQuery { OrganizationId = "acme", Limit = 1 };

        var all = await log.Count(any, default);
        var late = await log.Count(any with { From = Samples.Noon.AddSeconds(10), Kinds = ["Fleet.SafetyDetected"] }, default);

        Assert.Equal([("harsh_braking", 2L), ("speeding", 1L), ("trip_started", 1L)], all.Select(c => (c.Key, c.Value)).Order());
        Assert.Equal([("harsh_braking", 1L), ("speeding", 1L)], late.Select(c => (c.Key, c.Value)).Order());
        Assert.Equal([("speeding", 1L)], (await log.Count(any with { VehicleIds = ["v2"] }, default)).Select(c => (c.Key, c.Value)));
        Assert.Empty(await log.Count(any with { OrganizationId = "other" }, default));
    }

    [SkippableTheory]
    [InlineData("nonsense")]
    [InlineData("x.s1")]
    [InlineData("99999999999999999999.s1")]
    public async Task Cursor_of_somebody_else_is_refused(string cursor)
    {
        var log = await OpenAsync();

        await Assert.ThrowsAsync<FormatException>(async () => await log.Query(new() { OrganizationId = "acme", Limit = 1, After = cursor }, default));
    }

    private static async Task<AppendStatus> AppendAsync(IEventLog log, ShardPosition? head, int firstN, int count) => (await log.Append(
        "acme",
        head,
        Samples.Batch(firstN, [.. Enumerable.Range(firstN, count).Select(n => Samples.Safety(Samples.Name("e1-", n), n))]),
        default)).Status;

    private static EventSuperseded Superseded(string id, FleetEvent gone) => new()
    {
        EventId = id,
        OrganizationId = "acme",
        Timestamp = gone.Timestamp,
        TripId = gone.TripId,
        Revision = 2,
        Revises = gone.EventId,
        Superseded = gone,
        ReplacedBy = gone.EventId + ":r2",
    };

    private static async Task<List<LoggedEvent>> ReplayAsync(IEventLog log) =>
        await log.Replay("acme", 3, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, default).ToListAsync();
}

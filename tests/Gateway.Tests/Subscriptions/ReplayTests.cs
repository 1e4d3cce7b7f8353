using Fleet.Gateway.Auth;
using Fleet.Storage;

namespace Fleet.Gateway.Subscriptions;

public sealed class ReplayTests
{
    private static readonly DateTimeOffset Start = WireVectors.Samples.Time;

    [Fact]
    public async Task Replay_goes_by_event_time_and_speed_and_merges_shards()
    {
        await using var hub = await HubAt(TimeSpan.FromHours(1));
        hub.Shards.Publish(Made.Location("a", 0), Made.Location("a", 120));
        hub.Shards.Publish(Made.Location("b", 60), Made.Location("b", 180));
        var listener = hub.Listener();

        await Begin(hub, listener, new ReplayRequest(Start, Start.AddHours(1), 60));
        await listener.Until(() => listener.EventIds.Count == 1);
        for (var told = 2; told <= 4; told++)
        {
            await hub.Clock.TimerDueWithin(TimeSpan.FromSeconds(1));
            Assert.Equal(told - 1, listener.EventIds.Count);
            hub.Clock.Advance(TimeSpan.FromMilliseconds(999));
            await hub.Clock.TimerDueWithin(TimeSpan.FromMilliseconds(1));
            Assert.Equal(told - 1, listener.EventIds.Count);
            hub.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await listener.Until(() => listener.EventIds.Count == told);
        }

        await listener.Until(() => listener.ReplayEnd is not null);
        Assert.Equal(["a:0:location", "b:60:location", "a:120:location", "b:180:location"], listener.EventIds);
        Assert.All(listener.Events, e => Assert.Equal("sub", e.ReplayOf));
    }

    [Fact]
    public async Task Window_ends_with_its_end_and_nothing_follows()
    {
        await using var hub = await HubAt(TimeSpan.FromHours(1));
        hub.Shards.Publish([.. Enumerable.Range(0, 100).Select(i => Made.Location("a", i))]);
        var listener = hub.Listener();

        var subscription = await Begin(hub, listener, new ReplayRequest(Start.AddSeconds(10), Start.AddSeconds(20), 1_000));
        await Run(hub, listener);
        hub.Shards.Publish(Made.Location("a", 3_600));

        Assert.Equal(Enumerable.Range(10, 10).Select(i => $"a:{i}:location"), listener.EventIds);
        Assert.Equal((10, true, false), (listener.ReplayEnd!.Replayed, listener.ReplayEnd.Complete, listener.ReplayEnd.Live));
        Assert.True(subscription.Ended);
        Assert.Empty(listener.Presented);
    }

    [Fact]
    public async Task History_that_the_log_has_forgotten_a_part_of_is_not_called_complete()
    {
        await using var hub = await HubAt(TimeSpan.FromHours(1), log: new MemoryEventLog(50));
        for (var i = 0; i < 100; i++)
        {
            hub.Shards.Publish(Made.Location("a", i));
        }

        var all = hub.Listener();
        await Begin(hub, all, new ReplayRequest(Start.AddSeconds(10), null, 1_000));
        await Run(hub, all);
        var kept = hub.Listener();
        await Begin(hub, kept, new ReplayRequest(Start.AddSeconds(50), null, 1_000));
        await Run(hub, kept);

        Assert.Equal((50, false), (all.ReplayEnd!.Replayed, all.ReplayEnd.Complete));
        Assert.Equal((50, true), (kept.ReplayEnd!.Replayed, kept.ReplayEnd.Complete));
    }

    [Fact]
    public async Task Line_that_breaks_on_the_way_is_told_and_its_state_follows()
    {
        await using var hub = await HubAt(TimeSpan.FromHours(1), shards: 1);
        hub.Shards.Publish([.. Enumerable.Range(0, 10).Select(i => Made.Location("a", i * 60))]);
        var listener = hub.Listener();
        await Begin(hub, listener, new ReplayRequest(Start, null, 60));
        await listener.Until(() => listener.EventIds.Count == 1);

        hub.Shards.BreakLine("org", 0);
        hub.Shards.Publish(Made.Location("a", 3_700));
        await Run(hub, listener);
        await listener.Until(() => listener.Presented.Count > 0);

        Assert.Equal(10, listener.ReplayEnd!.Replayed);
        Assert.False(listener.ReplayEnd.Complete);
        Assert.Equal("a:3700:location", Assert.Single(listener.Presented[0].Shards[0].Vehicles).EventId);
    }

    [Fact]
    public async Task Filters_and_permissions_bound_a_replay_too()
    {
        await using var hub = await HubAt(TimeSpan.FromHours(1));
        hub.Shards.Publish(Made.Location("a", 1), Made.Location("b", 2), Made.Location("c", 3), Made.Safety("a", 4), Made.Location("a", 5, speed: 10));
        var listener = hub.Listener();
        var principal = new Principal
        {
            Subject = "s",
            OrganizationId = "org",
            Role = Organizations.Role.Viewer,
            Permissions = new() { VehicleRestrictions = ["a", "b"] },
        };
        var subscription = new Subscription(
            "sub",
            listener,
            EventChannels.Locations,
            new SubscriptionFilter { VehicleIds = new HashSet<string> { "a", "c" }, MinSpeedKmh = 20 },
            Visibility.Of(principal),
            new ReplayRequest(Start, Start.AddHours(1), 1_000));

        Assert.True(await hub.Replay.TryStart(subscription, listener));
        await Run(hub, listener);

        Assert.Equal(["a:1:location"], listener.EventIds);
    }

    [Fact]
    public async Task Unsubscribing_in_the_middle_ends_it_and_frees_its_place()
    {
        await using var hub = await HubAt(TimeSpan.FromHours(2), configure: o => o.MaxReplaysPerOrganization = 1);
        hub.Shards.Publish(Made.Location("a", 0), Made.Location("a", 3_600));
        var listener = hub.Listener();
        var request = new ReplayRequest(Start, null, 1);
        var subscription = await Begin(hub, listener, request);
        await listener.Until(() => listener.EventIds.Count == 1);
        Assert.False(await hub.Replay.TryStart(Wish(hub.Listener(), request), hub.Listener()));
        Assert.True(await hub.Replay.TryStart(Wish(hub.Listener("other"), request), hub.Listener("other")));

        hub.Feeds.Leave(subscription);
        var next = hub.Listener();
        while (!await hub.Replay.TryStart(Wish(next, request), next))
        {
            await Task.Yield(); // the wait for the next event is given up on another thread
        }

        hub.Clock.Advance(TimeSpan.FromHours(2));
        await next.Until(() => next.EventIds.Count == 2);
        Assert.Single(listener.EventIds);
        Assert.Null(listener.ReplayEnd);
    }

    [Fact]
    public async Task Replay_reads_no_faster_than_the_session_sends()
    {
        await using var hub = await HubAt(TimeSpan.FromHours(1), shards: 1, readSize: 10);
        for (var i = 0; i < 100; i++)
        {
            hub.Shards.Publish(Made.Location("a", 0 * i, receivedAt: Start) with { EventId = $"a:{i}" });
        }

        var pages = 0;
        hub.Shards.OnReadLog = () =>
        {
            pages++;
            return Task.CompletedTask;
        };
        var room = new TaskCompletionSource();
        var listener = hub.Listener();
        listener.OnRoom = () => listener.EventIds.Count < 5 ? ValueTask.CompletedTask : new ValueTask(room.Task);

        await Begin(hub, listener, new ReplayRequest(Start, null, 1_000));
        await listener.Until(() => listener.EventIds.Count == 5);
        Assert.Equal(1, pages);
        room.SetResult();
        await listener.Until(() => listener.ReplayEnd is not null);
        Assert.Equal(100, listener.EventIds.Count);
    }

    [Fact]
    public async Task Replay_outlasts_a_log_that_is_away()
    {
        await using var hub = await HubAt(TimeSpan.FromHours(1), readSize: 4);
        for (var i = 0; i < 20; i++)
        {
            hub.Shards.Publish(Made.Location("a", i * 60));
        }

        var listener = hub.Listener();
        await Begin(hub, listener, new ReplayRequest(Start, null, 60));
        await listener.Until(() => listener.EventIds.Count == 1);
        hub.Shards.LogIsDown = true;
        for (var i = 0; i < 20; i++)
        {
            hub.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        hub.Shards.LogIsDown = false;
        await Run(hub, listener);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"a:{i * 60}:location"), listener.EventIds);
        Assert.True(listener.ReplayEnd!.Complete);
    }

    [Fact]
    public async Task Frequency_thins_a_replay_by_the_gateways_clock_and_keeps_the_last_word()
    {
        await using var hub = await HubAt(TimeSpan.FromHours(1));
        hub.Shards.Publish([.. Enumerable.Range(0, 10).Select(i => Made.Location("a", i))]);
        var listener = hub.Listener();

        await Begin(hub, listener, new ReplayRequest(Start, Start.AddHours(1), 1_000), new SubscriptionFilter { Frequency = UpdateFrequency.High });
        await Run(hub, listener);

        Assert.Equal(["a:0:location", "a:9:location"], listener.EventIds);
        Assert.Equal((2, 8), (listener.ToldInReplay, listener.Superseded));
    }

    /// <summary>Moves the clock until the replay has ended.</summary>
    internal static async Task Run(Hub hub, Listener listener)
    {
        while (listener.ReplayEnd is null)
        {
            hub.Clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }
    }

    private static async Task<Hub> HubAt(
        TimeSpan later, int shards = 2, int readSize = 16, IEventLog? log = null, Action<SubscriptionOptions>? configure = null)
    {
        var hub = new Hub(shards: shards, readSize: readSize, log: log, configure: configure);
        hub.Clock.Advance(Start + later - hub.Clock.GetUtcNow());
        await Task.Yield();
        return hub;
    }

    private static async Task<Subscription> Begin(Hub hub, Listener listener, ReplayRequest request, SubscriptionFilter? filter = null)
    {
        var subscription = Wish(listener, request, filter);
        Assert.True(await hub.Replay.TryStart(subscription, listener));
        return subscription;
    }

    private static Subscription Wish(Listener listener, ReplayRequest request, SubscriptionFilter? filter = null) =>
        new("sub", listener, EventChannels.OfShards, filter ?? SubscriptionFilter.All, Visibility.Everything, request);
}

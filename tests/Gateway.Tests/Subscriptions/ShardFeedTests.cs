using Fleet.Storage;
namespace Fleet.Gateway.Subscriptions;

public sealed class ShardFeedTests
{
    [Fact]
    public async Task Subscriber_live_gets_what_is_published_in_order()
    {
        await using var hub = new Hub();
        var listener = hub.Listener();
        await hub.Subscribe(listener);

        hub.Shards.Publish(Made.Location("v", 1), Made.Safety("v", 2));
        hub.Shards.Publish(Made.Location("v", 3));

        Assert.Equal(["v:1:location", "v:2:harsh_braking", "v:3:location"], listener.EventIds);
    }

    [Fact]
    public async Task Lost_stream_item_is_read_from_the_shard_when_the_next_arrives()
    {
        await using var hub = new Hub();
        var listener = hub.Listener();
        await hub.Subscribe(listener);
        hub.Shards.Publish(Made.Location("v", 1));
        hub.Shards.LoseItems = true;
        hub.Shards.Publish(Made.Location("v", 2), Made.Location("v", 3));
        hub.Shards.LoseItems = false;

        hub.Shards.Publish(Made.Location("v", 4));

        await listener.Until(() => listener.EventIds.Count == 4);
        Assert.Equal(["v:1:location", "v:2:location", "v:3:location", "v:4:location"], listener.EventIds);
    }

    [Fact]
    public async Task What_is_read_to_catch_up_waits_for_a_session_to_send()
    {
        await using var hub = new Hub();
        var listener = hub.Listener();
        await hub.Subscribe(listener);
        var room = new TaskCompletionSource();
        listener.OnRoom = () => new ValueTask(room.Task);
        hub.Shards.LoseItems = true;
        hub.Shards.Publish([.. Enumerable.Range(1, 100).Select(i => Made.Location("v", i))]);
        hub.Shards.LoseItems = false;

        hub.Shards.Publish(Made.Location("v", 101));
        await listener.Until(() => listener.EventIds.Count == 16);
        await hub.Clock.TimerDueWithin(TimeSpan.FromSeconds(1));

        Assert.Equal(16, listener.EventIds.Count);
        room.SetResult();
        await listener.Until(() => listener.EventIds.Count == 101);
        Assert.Equal(Enumerable.Range(1, 101).Select(i => $"v:{i}:location"), listener.EventIds);
    }

    [Fact]
    public async Task Session_that_never_sends_holds_up_what_is_read_for_a_second()
    {
        await using var hub = new Hub();
        var (stuck, other) = (hub.Listener(), hub.Listener());
        await hub.Subscribe(stuck);
        await hub.Subscribe(other);
        stuck.OnRoom = () => new ValueTask(new TaskCompletionSource().Task);
        hub.Shards.LoseItems = true;
        hub.Shards.Publish([.. Enumerable.Range(1, 100).Select(i => Made.Location("v", i))]);
        hub.Shards.LoseItems = false;

        hub.Shards.Publish(Made.Location("v", 101));
        await other.Until(() => other.EventIds.Count == 16);
        await hub.Clock.TimerDueWithin(TimeSpan.FromSeconds(1));
        hub.Clock.Advance(TimeSpan.FromSeconds(1));

        await other.Until(() => other.EventIds.Count == 101);
        Assert.Equal(other.EventIds, stuck.EventIds);
    }

    [Fact]
    public async Task Silent_stream_is_found_out_by_the_check()
    {
        await using var hub = new Hub(checkSeconds: 5);
        var listener = hub.Listener();
        await hub.Subscribe(listener);
        hub.Shards.LoseItems = true;
        hub.Shards.Publish(Made.Location("v", 1));

        hub.Clock.Advance(TimeSpan.FromSeconds(5));

        await listener.Until(() => listener.EventIds.Count == 1);
    }

    [Fact]
    public async Task Stream_that_cannot_be_followed_leaves_the_shard_to_be_asked()
    {
        await using var hub = new Hub(checkSeconds: 5);
        hub.Shards.StreamIsDown = true;
        var listener = hub.Listener();
        await hub.Subscribe(listener);
        hub.Shards.Publish(Made.Location("v", 1));

        hub.Clock.Advance(TimeSpan.FromSeconds(5));
        await listener.Until(() => listener.EventIds.Count == 1);
        hub.Shards.StreamIsDown = false;
        hub.Clock.Advance(TimeSpan.FromSeconds(5));
        await Until(() => hub.Shards.Followers == hub.Shards.Options.Shards);
        hub.Shards.Publish(Made.Location("v", 2));

        await listener.Until(() => listener.EventIds.Count == 2);
    }

    [Fact]
    public async Task Item_that_the_feed_has_already_is_ignored()
    {
        await using var hub = new Hub();
        var listener = hub.Listener();
        await hub.Subscribe(listener);
        hub.Shards.RepeatItems = true;

        hub.Shards.Publish(Made.Location("v", 1), Made.Location("v", 2));
        hub.Shards.Publish(Made.Location("v", 2), Made.Location("v", 3));

        Assert.Equal(["v:1:location", "v:2:location", "v:3:location"], listener.EventIds);
    }

    [Fact]
    public async Task New_epoch_starts_members_over_from_a_snapshot()
    {
        await using var hub = new Hub(shards: 1);
        var listener = hub.Listener();
        var subscription = await hub.Subscribe(listener);
        hub.Shards.Publish(Made.Location("v", 1));
        hub.Shards.BreakLine("org", 0);

        hub.Shards.Publish(Made.Location("v", 2));

        await listener.Until(() => listener.Presented.Count == 2);
        Assert.Equal(SubscriptionStart.Gap, listener.Presented[1].Why);
        Assert.Equal("v:2:location", Assert.Single(listener.Presented[1].Shards[0].Vehicles).EventId);
        await Hub.Live(subscription);
        hub.Shards.Publish(Made.Location("v", 3));
        await listener.Until(() => listener.EventIds.Contains("v:3:location"));
    }

    [Fact]
    public async Task Hole_older_than_ring_and_log_starts_members_over()
    {
        await using var hub = new Hub(ringSize: 16, shards: 1, log: new MemoryEventLog(16));
        var listener = hub.Listener();
        await hub.Subscribe(listener);
        hub.Shards.Publish(Made.Location("v", 0));
        hub.Shards.LoseItems = true;
        for (var i = 1; i <= 40; i++)
        {
            hub.Shards.Publish(Made.Location("v", i));
        }

        hub.Shards.LoseItems = false;

        hub.Shards.Publish(Made.Location("v", 41));

        await listener.Until(() => listener.Presented.Count == 2);
        Assert.Equal((SubscriptionStart.Gap, "v:41:location"), (listener.Presented[1].Why, listener.Presented[1].Shards[0].Vehicles[0].EventId));
    }

    [Fact]
    public async Task Shards_away_at_the_start_fail_the_subscription()
    {
        await using var hub = new Hub();
        hub.Shards.ShardsAreDown = true;
        var listener = hub.Listener();
        var subscription = new Subscription("s", listener, EventChannels.Locations, SubscriptionFilter.All, Visibility.Everything);

        var start = hub.Join.Start(subscription, listener, null);
        while (!start.IsCompleted)
        {
            await Task.WhenAny(start, hub.Clock.TimerDueWithin(TimeSpan.FromSeconds(2)));
            hub.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.True(listener.HasFailed);
        Assert.True(subscription.Ended);
    }

    [Fact]
    public async Task Feed_nobody_needs_is_left_after_the_grace_period()
    {
        await using var hub = new Hub(shards: 2);
        var subscription = await hub.Subscribe(hub.Listener());
        Assert.Equal(2, hub.Shards.Followers);

        hub.Feeds.Leave(subscription);
        hub.Clock.Advance(TimeSpan.FromSeconds(25));
        Assert.Equal(2, hub.Shards.Followers);
        hub.Clock.Advance(TimeSpan.FromSeconds(10));

        await Until(() => hub.Shards.Followers == 0);
    }

    [Fact]
    public async Task Upload_of_several_points_is_one_run()
    {
        await using var hub = new Hub();
        var listener = hub.Listener();
        await hub.Subscribe(listener);
        var received = WireVectors.Samples.Time;

        hub.Shards.Publish(
            Made.Location("v", 1, receivedAt: received), Made.Location("v", 2, receivedAt: received), Made.Safety("v", 3), Made.Location("v", 4, receivedAt: received));

        Assert.Equal(["v:1:location", "v:2:location"], Assert.Single(listener.Runs).Events.Select(e => e.Event.EventId));
        Assert.Equal(["v:1:location", "v:2:location", "v:3:harsh_braking", "v:4:location"], listener.EventIds);
    }

    [Fact]
    public async Task Two_subscriptions_of_one_session_get_an_event_once()
    {
        await using var hub = new Hub();
        var listener = hub.Listener();
        listener.SubscriptionCount = 2;
        await hub.Subscribe(listener, EventChannels.Locations);
        await hub.Subscribe(listener, EventChannels.Locations, new SubscriptionFilter { VehicleIds = new HashSet<string> { "v" } });

        hub.Shards.Publish(Made.Location("v", 1), Made.Location("w", 1));

        Assert.Equal(["v:1:location", "w:1:location"], listener.EventIds.Order());
    }

    [Fact]
    public async Task Organization_never_hears_of_another()
    {
        await using var hub = new Hub();
        var (mine, theirs) = (hub.Listener("org"), hub.Listener("other"));
        await hub.Subscribe(mine);
        await hub.Subscribe(theirs);

        hub.Shards.Publish(Made.Location("v", 1), Made.Location("v", 2, organization: "other"));

        Assert.Equal(["v:1:location"], mine.EventIds);
        Assert.Equal(["v:2:location"], theirs.EventIds);
    }

    private static async Task Until(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Yield();
        }
    }
}

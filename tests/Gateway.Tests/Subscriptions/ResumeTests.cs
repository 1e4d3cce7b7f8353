using Fleet.Events;
using Fleet.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Gateway.Subscriptions;

public sealed class ResumeTests
{
    private static readonly string[] Vehicles = ["a", "b", "c", "d", "e"];

    [Fact]
    public async Task Resume_within_the_ring_gives_what_was_missed_and_says_so()
    {
        await using var hub = new Hub(shards: 1);
        hub.Shards.Publish(Made.Location("v", 1), Made.Location("v", 2), Made.Location("v", 3));
        var listener = hub.Listener();

        await hub.Subscribe(listener, resume: At(hub, 0, 1));
        await listener.Until(() => listener.Resume is not null);

        Assert.Equal(["v:2:location", "v:3:location"], listener.EventIds);
        Assert.Equal((2, true), listener.Resume);
        Assert.Empty(listener.Presented);
    }

    [Theory]
    [InlineData("another epoch")]
    [InlineData("beyond the log")]
    [InlineData("ahead of the line")]
    [InlineData("a shard left out")]
    public async Task Resume_that_cannot_be_whole_gives_nothing_of_it_and_a_snapshot(string why)
    {
        await using var hub = new Hub(ringSize: 16, shards: 2, log: new MemoryEventLog(60));
        for (var i = 0; i < 40; i++)
        {
            hub.Shards.Publish(Made.Location("a", i), Made.Location("b", i), Made.Location("c", i));
        }

        var heads = Enumerable.Range(0, 2).ToDictionary(s => s, s => hub.Shards.Head("org", s));
        var full = heads.First(h => h.Value.N > 16).Key;
        if (why == "a shard left out")
        {
            heads.Remove(full);
        }
        else
        {
            heads[full] = why switch
            {
                "another epoch" => heads[full] with { Epoch = "e0" },
                "beyond the log" => heads[full] with { N = 1 },
                _ => heads[full] with { N = heads[full].N + 1 },
            };
        }

        var listener = hub.Listener();
        await hub.Subscribe(listener, resume: heads);

        Assert.Equal((0, false), listener.Resume);
        Assert.Equal(SubscriptionStart.NotResumable, Assert.Single(listener.Presented).Why);
        Assert.Empty(listener.EventIds);
    }

    [Fact]
    public async Task Resume_beyond_the_ring_is_read_from_the_log_page_by_page()
    {
        await using var hub = new Hub(ringSize: 16, shards: 1, readSize: 10);
        Publish(hub, 0, 500, false, new Random(1));
        var listener = hub.Listener();

        var subscription = await hub.Subscribe(listener, resume: At(hub, 0, 3));
        await listener.Until(() => listener.Resume is not null);
        Publish(hub, 500, 501, false, new Random(1));

        Assert.Equal((497, true), listener.Resume);
        Assert.Equal(Enumerable.Range(3, 498).Select(IdOf), listener.EventIds);
        Assert.Empty(listener.Presented);
        Assert.True(subscription.Members[0].Live);
    }

    [Fact]
    public async Task Resume_waits_for_a_log_that_does_not_answer()
    {
        await using var hub = new Hub(ringSize: 16, shards: 1);
        Publish(hub, 0, 100, false, new Random(1));
        hub.Shards.LogIsDown = true;
        var listener = hub.Listener();

        var subscribing = hub.Subscribe(listener, resume: At(hub, 0, 0));
        await hub.Clock.TimerDueWithin(TimeSpan.FromMilliseconds(100));
        hub.Shards.LogIsDown = false;
        hub.Clock.Advance(TimeSpan.FromMilliseconds(100));
        await subscribing;
        await listener.Until(() => listener.Resume is not null);

        Assert.Equal((100, true), listener.Resume);
    }

    [Fact]
    public async Task Log_is_read_by_as_many_as_may_and_the_others_join_meanwhile()
    {
        await using var hub = new Hub(ringSize: 16, shards: 1, configure: o => o.ConcurrentLogReads = 1);
        Publish(hub, 0, 100, false, new Random(1));
        var (reading, most) = (0, 0);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.Shards.OnReadLog = async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref reading));
            await held.Task;
            Interlocked.Decrement(ref reading);
        };
        Listener[] far = [hub.Listener(), hub.Listener(), hub.Listener()];
        var resumes = far.Select(l => hub.Subscribe(l, resume: At(hub, 0, 0))).ToList();

        var near = hub.Listener();
        await hub.Subscribe(near, resume: At(hub, 0, 95));
        await near.Until(() => near.Resume is not null);
        Assert.All(resumes, r => Assert.False(r.IsCompleted));
        held.SetResult();
        await Task.WhenAll(resumes);
        await Task.WhenAll(far.Select(l => l.Until(() => l.Resume is not null)));

        Assert.Equal(1, most);
        Assert.All(far, l => Assert.Equal(100, l.EventIds.Count));
    }

    [Fact]
    public async Task Live_subscription_whose_feed_missed_more_than_the_ring_reads_it_from_the_log()
    {
        await using var hub = new Hub(ringSize: 16, shards: 1);
        var listener = hub.Listener();
        await hub.Subscribe(listener);
        Publish(hub, 0, 5, false, new Random(1));
        hub.Shards.LoseItems = true;
        for (var i = 5; i < 200; i++)
        {
            hub.Shards.Publish(Made.Location(Vehicles[i % Vehicles.Length], i));
        }

        hub.Shards.LoseItems = false;
        hub.Shards.Publish(Made.Location(Vehicles[0], 200));
        await listener.Until(() => listener.EventIds.Count >= 201);

        Assert.Equal(Enumerable.Range(0, 201).Select(IdOf), listener.EventIds);
        Assert.Single(listener.Presented);
    }

    [Fact]
    public async Task Resume_reads_no_faster_than_the_session_sends()
    {
        await using var hub = new Hub(shards: 1, readSize: 10);
        hub.Shards.Publish([.. Enumerable.Range(1, 100).Select(i => Made.Location("v", i))]);
        var listener = hub.Listener();
        var room = new TaskCompletionSource();
        listener.OnRoom = () => new ValueTask(room.Task);

        var subscription = new Subscription("s", listener, EventChannels.Locations, SubscriptionFilter.All, Visibility.Everything);
        await hub.Join.Start(subscription, listener, At(hub, 0, 0));

        await listener.Until(() => listener.EventIds.Count == 10);
        Assert.False(subscription.Members[0].Live);
        room.SetResult();
        await listener.Until(() => listener.Resume is not null);
        Assert.Equal((100, true), listener.Resume);
    }

    [Fact]
    public async Task Unsubscribing_in_the_middle_of_a_resume_ends_it()
    {
        await using var hub = new Hub(shards: 1, readSize: 10);
        hub.Shards.Publish([.. Enumerable.Range(1, 100).Select(i => Made.Location("v", i))]);
        var listener = hub.Listener();
        var room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        listener.OnRoom = () => new ValueTask(room.Task);
        var subscription = new Subscription("s", listener, EventChannels.Locations, SubscriptionFilter.All, Visibility.Everything);
        await hub.Join.Start(subscription, listener, At(hub, 0, 0));
        await listener.Until(() => listener.EventIds.Count == 10);

        hub.Feeds.Leave(subscription);
        room.SetResult();
        hub.Shards.Publish(Made.Location("v", 101));

        Assert.Equal(10, listener.EventIds.Count);
    }

    /// <summary>
    /// Whoever joins at any moment, fresh or resuming, while others publish: from the place it was told on it has
    /// every event once and in the order of its shard.
    /// </summary>
    [Fact]
    public void Joining_under_concurrent_publishing_leaves_no_gap_and_no_double() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte>(), ArbMap.Default.ArbFor<bool>(), (seed, lossy) =>
            JoinUnderFire(seed, lossy).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static async Task JoinUnderFire(byte seed, bool lossy)
    {
        const int count = 400;
        await using var hub = new Hub(ringSize: 2_000, shards: 2, readSize: 7);
        var random = new Random(seed);
        var publishedBefore = random.Next(0, 50);
        Publish(hub, 0, publishedBefore, false, random);

        var publisher = Task.Run(() => Publish(hub, publishedBefore, count, lossy, new Random(seed)));
        var resuming = hub.Listener();
        var resume = Enumerable.Range(0, 2).ToDictionary(s => s, s => hub.Shards.Head("org", s) with { N = 0 });
        var fresh = hub.Listener();
        await Task.WhenAll(
            hub.Subscribe(resuming, EventChannels.Locations, resume: resume),
            hub.Subscribe(fresh, EventChannels.Locations));
        await publisher;
        hub.Shards.LoseItems = false;
        Publish(hub, count, count + Vehicles.Length, false, random); // so that every shard has an item that arrives

        var expected = Enumerable.Range(0, count + Vehicles.Length).Select(IdOf).Order().ToList();
        await resuming.Until(() => resuming.EventIds.Count >= expected.Count);
        Assert.Equal(expected, resuming.EventIds.Order());
        AssertInOrder(resuming);

        var last = Enumerable.Range(0, 2).ToDictionary(s => s, s => hub.Shards.Head("org", s).N);
        var owed = fresh.Confirmed.Sum(at => last[at.Shard] - at.N);
        await fresh.Until(() => fresh.EventIds.Count >= owed);
        Assert.Equal(owed, fresh.EventIds.Distinct().Count());
        AssertInOrder(fresh);
    }

    private static void Publish(Hub hub, int from, int to, bool lossy, Random random)
    {
        for (var i = from; i < to; i++)
        {
            hub.Shards.LoseItems = lossy && random.Next(4) == 0;
            hub.Shards.Publish(Made.Location(Vehicles[i % Vehicles.Length], i));
        }
    }

    private static string IdOf(int i) => $"{Vehicles[i % Vehicles.Length]}:{i}:location";

    private static void AssertInOrder(Listener listener)
    {
        foreach (var shard in listener.Events.GroupBy(e => e.Position.Shard))
        {
            var numbers = shard.Select(e => e.Position.N).ToList();
            Assert.Equal(numbers.Order(), numbers);
            Assert.Equal(numbers.Count, numbers.Distinct().Count());
        }
    }

    private static Dictionary<int, ShardPosition> At(Hub hub, int shard, long n) => new() { [shard] = hub.Shards.Head("org", shard) with { N = n } };
}

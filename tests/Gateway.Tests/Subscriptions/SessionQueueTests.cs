using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Gateway.Subscriptions;

public sealed class SessionQueueTests
{
    [Fact]
    public void Queue_below_the_mark_keeps_every_point()
    {
        var queue = new SessionQueue(100, conflateAt: 4);
        Add(queue, "v1", "v");
        Add(queue, "v2", "v");
        Add(queue, "v3", "v");

        Assert.Equal(["v1", "v2", "v3"], Drain(queue));
    }

    [Fact]
    public void Lagging_queue_keeps_the_newest_location_at_its_own_place_and_everything_else()
    {
        var queue = new SessionQueue(100, conflateAt: 4);
        Add(queue, "v1", "v");
        Add(queue, "safety", null);
        Add(queue, "w1", "w");
        Add(queue, "v2", "v");

        Add(queue, "v3", "v");

        Assert.Equal(["safety", "w1", "v3"], Drain(queue));
        Assert.Equal(new SessionLedger(5, 0, 2, 0, 0), queue.Ledger);
    }

    [Fact]
    public void Queue_that_drained_keeps_every_point_again()
    {
        var queue = new SessionQueue(100, conflateAt: 4);
        for (var i = 0; i < 6; i++)
        {
            Add(queue, $"v{i}", "v");
        }

        Drain(queue);
        Add(queue, "v7", "v");
        Add(queue, "v8", "v");

        Assert.Equal(["v7", "v8"], Drain(queue));
    }

    [Fact]
    public void Full_queue_takes_no_more_but_a_newer_location()
    {
        var queue = new SessionQueue(capacity: 4, conflateAt: 2);
        Add(queue, "v1", "v");
        Add(queue, "s1", null);
        Add(queue, "s2", null);
        Add(queue, "s3", null);

        Assert.True(queue.TryAdd("v2", 1, "v"));
        Assert.False(queue.TryAdd("s4", 1, null));
        Assert.Equal(1, queue.Ledger.Lost);
    }

    [Fact]
    public void Run_replaced_by_a_newer_point_counts_all_its_points()
    {
        var queue = new SessionQueue(100, conflateAt: 1);
        queue.TryAdd("run", 3, "v");
        queue.TryAdd("newest", 1, "v");

        Assert.Equal(["newest"], Drain(queue));
        Assert.Equal(3, queue.Ledger.Conflated);
    }

    [Fact]
    public void Closed_queue_gives_only_the_last_words_and_counts_the_rest_as_lost()
    {
        var queue = new SessionQueue(100, conflateAt: 10);
        Add(queue, "s1", null);
        Add(queue, "s2", null);

        queue.Close(["bye"], drop: true);
        Add(queue, "s3", null);

        Assert.Equal(["bye"], Drain(queue));
        Assert.Equal(new SessionLedger(3, 0, 0, 0, 3), queue.Ledger);
    }

    [Fact]
    public async Task Room_comes_when_little_is_left_or_the_queue_closes()
    {
        var queue = new SessionQueue(100, conflateAt: 8);
        for (var i = 0; i < 5; i++)
        {
            Add(queue, $"s{i}", null);
        }

        var room = queue.Room();
        Assert.False(room.IsCompleted);
        var into = new object[3];
        queue.Take(into, out _);
        await room;

        Add(queue, "s", null);
        var other = queue.Room();
        Assert.False(other.IsCompleted);
        queue.Close([], drop: true);
        await other;
    }

    /// <summary>Against a plain list: whatever comes in, what goes out is in order, has every must-send, and the newest of each vehicle.</summary>
    [Fact]
    public void Queue_under_any_load_loses_nothing_that_must_be_sent() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var queue = new SessionQueue(10_000, random.Next(1, 30));
            var sent = new List<int>();
            var kinds = new List<string?>();
            for (var i = 0; i < 500; i++)
            {
                var vehicle = random.Next(3) == 0 ? null : "v" + random.Next(8);
                kinds.Add(vehicle);
                Assert.True(queue.TryAdd(i, 1, vehicle));
                if (random.Next(12) == 0)
                {
                    Take(queue, random.Next(1, 40), sent);
                }
            }

            Take(queue, 1_000, sent);

            Assert.Equal(sent.Order(), sent);
            Assert.Equal(sent.Count, sent.Distinct().Count());
            var mustSend = Enumerable.Range(0, 500).Where(i => kinds[i] is null);
            Assert.Empty(mustSend.Except(sent));
            var newest = kinds.Select((v, i) => (v, i)).Where(p => p.v is not null).GroupBy(p => p.v, p => p.i).Select(g => g.Max());
            Assert.Empty(newest.Except(sent));
            queue.CountSent(sent.Count);
            var ledger = queue.Ledger;
            Assert.Equal(ledger.Offered, ledger.Sent + ledger.Conflated);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static void Take(SessionQueue queue, int most, List<int> into)
    {
        var taken = new object[most];
        var count = queue.Take(taken, out var events);
        Assert.Equal(count, events);
        into.AddRange(taken.Take(count).Cast<int>());
    }

    private static void Add(SessionQueue queue, string message, string? vehicle) => queue.TryAdd(message, 1, vehicle);

    private static List<string> Drain(SessionQueue queue)
    {
        var into = new object[100];
        var count = queue.Take(into, out _);
        return [.. into.Take(count).Cast<string>()];
    }
}

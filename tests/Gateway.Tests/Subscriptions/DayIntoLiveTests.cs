using Fleet.Events;
using Fleet.Storage;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// A day replayed into live while new events come in: told is what the log has of it and all that came since, by ids,
/// each once. One subclass a log.
/// </summary>
public abstract class DayIntoLiveTests : IAsyncLifetime
{
    private const int Day = 86_400;
    private const int Step = 60;

    private static readonly DateTimeOffset Start = WireVectors.Samples.Time;
    private static readonly string[] Vehicles = ["a", "b", "c", "d", "e"];

    protected abstract Task<IEventLog> Open();

    public Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    [SkippableTheory]
    [InlineData(1, 1_000, false)]
    [InlineData(2, 1_000, true)]
    [InlineData(3, 300, true)]
    public async Task Replayed_day_goes_on_live_with_every_event_once(int seed, double speed, bool lossy)
    {
        var random = new Random(seed);
        await using var hub = new Hub(ringSize: 64, shards: 3, readSize: 16, log: await Open());
        List<string> wanted = [];
        foreach (var happened in ADay(random))
        {
            hub.Shards.Publish(happened);
            if (happened.Timestamp >= Start.AddSeconds(Step))
            {
                wanted.Add(happened.EventId);
            }
        }

        hub.Clock.Advance(Start.AddSeconds(Day) - hub.Clock.GetUtcNow());
        var listener = hub.Listener();
        var subscription = new Subscription(
            "sub", listener, EventChannels.Locations, SubscriptionFilter.All, Visibility.Everything, new ReplayRequest(Start.AddSeconds(Step), null, speed));
        Assert.True(await hub.Replay.TryStart(subscription, listener));

        // The fleet goes on while the day is told: an event each half second, and now and then one of long ago.
        for (var i = 0; listener.ReplayEnd is null; i++)
        {
            hub.Clock.Advance(TimeSpan.FromMilliseconds(500));
            hub.Shards.LoseItems = lossy && random.Next(4) == 0;
            wanted.Add(Publish(hub, i, hub.Clock.GetUtcNow() - (random.Next(10) == 0 ? TimeSpan.FromDays(random.Next(1, 30)) : TimeSpan.Zero)));
            await Task.Yield();
        }

        for (var i = 0; i < 50; i++)
        {
            wanted.Add(Publish(hub, Day + i, hub.Clock.GetUtcNow()));
        }

        hub.Shards.LoseItems = false;
        foreach (var vehicle in Vehicles)
        {
            wanted.Add(Publish(hub, vehicle, "last", hub.Clock.GetUtcNow())); // so that every shard has an item that arrives
        }

        await listener.Until(() => listener.EventIds.Count >= wanted.Count);
        await Hub.Live(subscription);

        Assert.Equal(wanted.Order(StringComparer.Ordinal), listener.EventIds.Order(StringComparer.Ordinal));
        Assert.True(listener.ReplayEnd!.Complete);
        Assert.Equal(listener.ToldInReplay, listener.ReplayEnd.Replayed);
        Assert.All(listener.Events.Select((e, i) => (e, i)), x => Assert.Equal(x.i < listener.ToldInReplay, x.e.ReplayOf is not null));
        Assert.Empty(listener.Presented);
        foreach (var shard in listener.Events.GroupBy(e => e.Position.Shard))
        {
            var numbers = shard.Select(e => e.Position.N).ToList();
            Assert.Equal(numbers.Distinct().Order(), numbers);
        }
    }

    /// <summary>Every vehicle once a minute; some upload a quarter of an hour at once, so that shards are out of order.</summary>
    private static IEnumerable<FleetEvent> ADay(Random random)
    {
        List<FleetEvent> held = [];
        for (var second = 0; second < Day; second += Step)
        {
            var vehicle = Vehicles[second / Step % Vehicles.Length];
            var happened = Made.Location(vehicle, second);
            if (vehicle == "b" && random.Next(20) != 0)
            {
                held.Add(happened);
                continue;
            }

            yield return happened;
            foreach (var late in held.Where(_ => vehicle == "b"))
            {
                yield return late;
            }

            if (vehicle == "b")
            {
                held.Clear();
            }
        }

        foreach (var late in held)
        {
            yield return late;
        }
    }

    private static string Publish(Hub hub, int number, DateTimeOffset at) =>
        Publish(hub, Vehicles[number % Vehicles.Length], FormattableString.Invariant($"new:{number}"), at);

    private static string Publish(Hub hub, string vehicle, string name, DateTimeOffset at)
    {
        var happened = Made.Location(vehicle, 0) with { EventId = $"{vehicle}:{name}", Timestamp = at };
        hub.Shards.Publish(happened);
        return happened.EventId;
    }
}

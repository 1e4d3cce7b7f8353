using Fleet.Events;
using Fleet.Storage;
using Fleet.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Subscriptions;

/// <summary>The subscription core over local shards.</summary>
internal sealed class Hub : IAsyncDisposable
{
    public Hub(
        int ringSize = 1_000, int shards = 2, int readSize = 16, int checkSeconds = 5, IEventLog? log = null, Action<SubscriptionOptions>? configure = null)
    {
        var settings = new SubscriptionOptions { ReadSize = readSize, CheckSeconds = checkSeconds };
        configure?.Invoke(settings);
        var options = Options.Create(settings);
        var shardOptions = new ShardOptions { Shards = shards, RingSize = ringSize };
        Shards = new LocalShards(shardOptions, log);
        Feeds = new FeedHub(Shards, options, Options.Create(shardOptions), Clock, NullLogger<FeedHub>.Instance);
        _reader = new ShardReader(Shards, options, Clock, NullLogger<ShardReader>.Instance);
        Join = new SubscriptionJoin(Feeds, _reader, NullLogger<SubscriptionJoin>.Instance);
        Replay = new SubscriptionReplay(Feeds, Join, _reader, options, Clock, NullLogger<SubscriptionReplay>.Instance);
    }

    private readonly ShardReader _reader;

    public SubscriptionReplay Replay { get; }

    public ManualTimeProvider Clock { get; } = new();

    public LocalShards Shards { get; }

    public FeedHub Feeds { get; }

    public SubscriptionJoin Join { get; }

    public Listener Listener(string organization = "org") => new(organization) { Join = Join };

    public async Task<Subscription> Subscribe(
        Listener listener,
        EventChannels channels = EventChannels.OfShards,
        SubscriptionFilter? filter = null,
        IReadOnlyDictionary<int, ShardPosition>? resume = null)
    {
        var subscription = new Subscription("sub", listener, channels, filter ?? SubscriptionFilter.All, Visibility.Everything);
        await Join.Start(subscription, listener, resume);
        await Live(subscription);
        return subscription;
    }

    /// <summary>Done when the subscription is live at every shard.</summary>
    public static async Task Live(Subscription subscription)
    {
        while (subscription.Members.Any(m => !m.Live))
        {
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await Feeds.DisposeAsync();
    }
}

using Fleet.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// The feeds of this gateway: one per shard that a subscription here needs, started with the first and stopped a grace
/// period after the last.
/// </summary>
public sealed class FeedHub : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string OrganizationId, int Shard), ShardFeed> _feeds = [];
    private readonly IShardSource _source;
    private readonly SubscriptionOptions _options;
    private readonly int _shards;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly PaceClock _pace;

    public FeedHub(
        IShardSource source,
        IOptions<SubscriptionOptions> options,
        IOptions<ShardOptions> shards,
        TimeProvider time,
        ILogger<FeedHub> logger)
    {
        _source = source;
        _options = options.Value;
        _shards = shards.Value.Shards;
        _time = time;
        _logger = logger;
        _pace = new PaceClock(time);
        var period = TimeSpan.FromSeconds(_options.CheckSeconds);
        _timer = time.CreateTimer(static hub => ((FeedHub)hub!).Check(), this, period, period);
    }

    /// <summary>Seats at feeds that are level with them.</summary>
    internal int LiveMembers
    {
        get
        {
            lock (_lock)
            {
                return _feeds.Values.Sum(f => f.Live);
            }
        }
    }

    /// <summary>Gives the subscription a seat at every shard that can have something for it. It is behind at each.</summary>
    internal void Enter(Subscription subscription)
    {
        if (subscription.Filter.Frequency is { } frequency && (subscription.Channels & EventChannels.Locations) != 0)
        {
            subscription.Pacer = new UpdatePacer(subscription.Subscriber, UpdatePacer.IntervalOf(frequency), _pace);
        }

        var organization = subscription.Subscriber.OrganizationId;
        lock (_lock)
        {
            subscription.Members = [.. ShardPlan.Of(subscription, _shards).Select(s => new FeedMember(subscription, Acquire(organization, s)))];
        }
    }

    internal void Leave(Subscription subscription)
    {
        subscription.End();
        IReadOnlyList<FeedMember> members;
        lock (_lock)
        {
            (members, subscription.Members) = (subscription.Members, []); // a replay may end while its session does
            foreach (var feed in members.Select(m => m.Feed))
            {
                if (--feed.Members == 0)
                {
                    feed.EmptySince = _time.GetUtcNow();
                }
            }
        }

        foreach (var member in members)
        {
            member.Feed.Remove(member);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        _pace.Dispose();
        List<ShardFeed> feeds;
        lock (_lock)
        {
            feeds = [.. _feeds.Values];
            _feeds.Clear();
        }

        await Task.WhenAll(feeds.Select(f => f.Stop()));
    }

    private ShardFeed Acquire(string organization, int shard)
    {
        if (!_feeds.TryGetValue((organization, shard), out var feed))
        {
            feed = new ShardFeed(organization, shard, _source, _time, _logger);
            _feeds.Add((organization, shard), feed);
            _ = feed.Start();
        }

        feed.Members++;
        return feed;
    }

    private void Check()
    {
        List<ShardFeed> unused = [];
        List<ShardFeed> used = [];
        lock (_lock)
        {
            var before = _time.GetUtcNow() - TimeSpan.FromSeconds(_options.FeedGraceSeconds);
            foreach (var (key, feed) in _feeds)
            {
                if (feed.Members == 0 && feed.EmptySince <= before)
                {
                    unused.Add(feed);
                    _feeds.Remove(key);
                }
                else
                {
                    used.Add(feed);
                }
            }
        }

        unused.ForEach(feed => _ = feed.Stop());
        used.ForEach(feed => feed.Check());
    }
}

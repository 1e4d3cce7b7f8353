namespace Fleet.Gateway.Subscriptions;

/// <summary>A subscription's seat at one shard's feed. All but <see cref="Feed"/> belongs to the feed's lock.</summary>
public sealed class FeedMember
{
    internal FeedMember(Subscription subscription, ShardFeed feed)
    {
        Subscription = subscription;
        Feed = feed;
    }

    public Subscription Subscription { get; }

    /// <summary>Up to here its subscription has been offered everything; null before it stands. Read it once the member was removed.</summary>
    internal Events.ShardPosition? Reached { get; set; }

    internal ShardFeed Feed { get; }

    /// <summary>In the index. Otherwise it is behind and reads the ring for itself.</summary>
    internal bool Live { get; set; }

    /// <summary>It has the events up to this number already, from the ring.</summary>
    internal long After { get; set; }
}

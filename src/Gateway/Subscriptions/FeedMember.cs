using Fleet.Events;

namespace Fleet.Gateway.Subscriptions;

/// <summary>A subscription's seat at one shard's feed. All but <see cref="Feed"/> belongs to the feed's lock.</summary>
public sealed class FeedMember
{
    private volatile object? _reached; // a box, so that it changes at once

    internal FeedMember(Subscription subscription, ShardFeed feed)
    {
        Subscription = subscription;
        Feed = feed;
    }

    public Subscription Subscription { get; }

    /// <summary>Up to here its subscription was offered everything; null before it stands. Any thread; final once the member was removed and nobody reads for it.</summary>
    internal ShardPosition? Reached
    {
        get => (ShardPosition?)_reached;
        set => _reached = value;
    }

    internal ShardFeed Feed { get; }

    /// <summary>In the index. Otherwise it is behind and reads the ring for itself.</summary>
    internal bool Live { get; set; }

    /// <summary>Where it stood when its feed went on without it.</summary>
    internal ShardPosition? Missed { get; set; }

    /// <summary>It has the events up to this number already, from the ring.</summary>
    internal long After { get; set; }

    /// <summary>By whoever brings it back, after the feed has let go of it.</summary>
    internal ShardPosition? TakeMissed()
    {
        var missed = Missed;
        Missed = null;
        return missed;
    }
}

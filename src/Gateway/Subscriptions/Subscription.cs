namespace Fleet.Gateway.Subscriptions;

/// <summary>One wish of one session: channels, a filter, and what the session may see at all.</summary>
public sealed class Subscription
{
    private volatile bool _ended;

    public Subscription(string id, ISubscriber subscriber, EventChannels channels, SubscriptionFilter filter, Visibility visibility)
    {
        Id = id;
        Subscriber = subscriber;
        Channels = channels;
        Visibility = visibility;
        Filter = visibility.Narrow(filter);
    }

    public string Id { get; }

    public ISubscriber Subscriber { get; }

    public EventChannels Channels { get; }

    /// <summary>In force: the wish, narrowed by what may be seen.</summary>
    public SubscriptionFilter Filter { get; }

    public Visibility Visibility { get; }

    /// <summary>Null where every point is wanted.</summary>
    internal UpdatePacer? Pacer { get; set; }

    /// <summary>A seat per shard. Set once, when it enters the hub.</summary>
    internal IReadOnlyList<FeedMember> Members { get; set; } = [];

    public bool Ended => _ended;

    /// <summary>Whether it wants the event and its session may see it. Counts what was wanted and may not be seen.</summary>
    internal bool Takes(FeedEvent e)
    {
        if ((Channels & e.Channel) == 0 || !Filter.Matches(e))
        {
            return false;
        }

        if (Visibility.Allows(e))
        {
            return true;
        }

        Subscriber.Deny();
        return false;
    }

    internal void End()
    {
        _ended = true;
        Pacer?.Stop();
    }
}

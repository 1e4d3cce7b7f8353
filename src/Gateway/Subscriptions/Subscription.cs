namespace Fleet.Gateway.Subscriptions;

/// <summary>One wish of one session: channels, a filter, and what the session may see at all.</summary>
public sealed class Subscription
{
    private readonly CancellationTokenSource? _ending;
    private volatile bool _ended;
    private volatile EventChannels _channels;
    private volatile bool _replaying;

    public Subscription(string id, ISubscriber subscriber, EventChannels channels, SubscriptionFilter filter, Visibility visibility)
    {
        Id = id;
        Subscriber = subscriber;
        _channels = channels;
        EnteredChannels = channels;
        Visibility = visibility;
        Filter = visibility.Narrow(filter);
        IndexDecides = visibility.Bounds is null
            && (Filter with { VehicleIds = null, Frequency = null, IncludeInactive = false }) == SubscriptionFilter.All;
    }

    /// <summary>Wants history first: its clock can be stopped.</summary>
    public Subscription(
        string id, ISubscriber subscriber, EventChannels channels, SubscriptionFilter filter, Visibility visibility, ReplayRequest? replay)
        : this(id, subscriber, channels, filter, visibility)
    {
        Replay = replay;
        _replaying = replay is not null;
        _ending = replay is null ? null : new CancellationTokenSource();
    }

    public string Id { get; }

    public ISubscriber Subscriber { get; }

    /// <summary>What is wanted now: a channel may be given up without ending the rest.</summary>
    public EventChannels Channels => _channels;

    /// <summary>What was wanted at first: indexes find its entries by this.</summary>
    internal EventChannels EnteredChannels { get; }

    /// <summary>In force: the wish, narrowed by what may be seen.</summary>
    public SubscriptionFilter Filter { get; }

    public Visibility Visibility { get; }

    /// <summary>Nothing is asked of an event but its vehicle: who is found under that need not look at the event again.</summary>
    internal bool IndexDecides { get; }

    /// <summary>Null where every point is wanted.</summary>
    internal UpdatePacer? Pacer { get; set; }

    /// <summary>A seat per shard. Set once, when it enters the hub.</summary>
    internal IReadOnlyList<FeedMember> Members { get; set; } = [];

    public bool Ended => _ended;

    public ReplayRequest? Replay { get; }

    /// <summary>It is still told history.</summary>
    public bool IsReplaying
    {
        get => _replaying && !_ended;
        internal set => _replaying = value;
    }

    /// <summary>Of one with a replay: cancelled when it ends.</summary>
    internal CancellationToken Ending => _ending?.Token ?? CancellationToken.None;

    /// <summary>Whether something of a snapshot belongs to the subscription.</summary>
    public bool Shows(FeedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return (_channels & e.Channel) != 0 && Filter.Matches(e) && Visibility.Allows(e);
    }

    /// <summary>Whether it wants the event and its session may see it. Counts what was wanted and may not be seen.</summary>
    internal bool Takes(FeedEvent e)
    {
        if ((_channels & e.Channel) == 0 || !Filter.Matches(e))
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

    /// <summary>Gives channels up.</summary>
    public void Drop(EventChannels channels) => _channels &= ~channels;

    internal void End()
    {
        _ended = true;
        Pacer?.Stop();
        _ = _ending?.CancelAsync(); // not on this thread: it would run the replay's end
    }
}

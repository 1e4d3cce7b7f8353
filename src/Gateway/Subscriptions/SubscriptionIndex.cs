namespace Fleet.Gateway.Subscriptions;

/// <summary>Who of a shard's live members wants an event. Not thread-safe: it lives under its feed's lock.</summary>
internal sealed class SubscriptionIndex
{
    private static readonly EventChannels[] All =
    [
        EventChannels.Locations, EventChannels.SafetyEvents, EventChannels.TripUpdates, EventChannels.DriverPerformance,
        EventChannels.DriverCompliance, EventChannels.VehicleStatus, EventChannels.Inboxes,
        EventChannels.CustomEvents, EventChannels.Topics, EventChannels.Alerts,
    ];

    private readonly HashSet<FeedMember> _members = [];
    private readonly List<FeedMember> _candidates = [];
    private readonly ChannelIndex _locations = new(EventChannels.Locations);
    private readonly ChannelIndex _safety = new(EventChannels.SafetyEvents);
    private readonly ChannelIndex _trips = new(EventChannels.TripUpdates);
    private readonly ChannelIndex _drivers = new(EventChannels.DriverPerformance);
    private readonly ChannelIndex _statuses = new(EventChannels.VehicleStatus);
    private readonly ChannelIndex _inboxes = new(EventChannels.Inboxes);
    private readonly ChannelIndex _compliance = new(EventChannels.DriverCompliance);
    private readonly ChannelIndex _custom = new(EventChannels.CustomEvents);
    private readonly ChannelIndex _topics = new(EventChannels.Topics);
    private readonly ChannelIndex _alerts = new(EventChannels.Alerts);

    public int Count => _members.Count;

    public void Add(FeedMember member)
    {
        if (_members.Add(member))
        {
            foreach (var index in ChannelsOf(member))
            {
                index.Add(member);
            }
        }
    }

    public void Remove(FeedMember member)
    {
        if (_members.Remove(member))
        {
            foreach (var index in ChannelsOf(member))
            {
                index.Remove(member);
            }
        }
    }

    /// <summary>Takes out everybody.</summary>
    public List<FeedMember> Drain()
    {
        List<FeedMember> all = [.. _members];
        foreach (var member in all)
        {
            Remove(member);
        }

        return all;
    }

    /// <summary>Puts into <paramref name="into"/> the members whose subscription takes the event, each once.</summary>
    public void Match(FeedEvent e, List<FeedMember> into)
    {
        into.Clear();
        if (Channel(e.Channel) is not { } index)
        {
            return;
        }

        _candidates.Clear();
        index.Find(e, _candidates);
        foreach (var candidate in _candidates)
        {
            var subscription = candidate.Subscription;
            if (e.Position.N > candidate.After
                && (subscription.IndexDecides ? (subscription.Channels & e.Channel) != 0 : subscription.Takes(e)))
            {
                into.Add(candidate);
            }
        }
    }

    private IEnumerable<ChannelIndex> ChannelsOf(FeedMember member) =>
        All.Where(c => (member.Subscription.EnteredChannels & c) != 0)
            .Select(c => Channel(c)!);

    private ChannelIndex? Channel(EventChannels channel) => channel switch
    {
        EventChannels.Locations => _locations,
        EventChannels.SafetyEvents => _safety,
        EventChannels.TripUpdates => _trips,
        EventChannels.DriverPerformance => _drivers,
        EventChannels.VehicleStatus => _statuses,
        EventChannels.Inboxes => _inboxes,
        EventChannels.DriverCompliance => _compliance,
        EventChannels.CustomEvents => _custom,
        EventChannels.Topics => _topics,
        EventChannels.Alerts => _alerts,
        _ => null,
    };
}

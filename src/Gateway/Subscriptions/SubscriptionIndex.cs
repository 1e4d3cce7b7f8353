using System.Numerics;

namespace Fleet.Gateway.Subscriptions;

/// <summary>Who of a shard's live members wants an event. Not thread-safe: it lives under its feed's lock.</summary>
internal sealed class SubscriptionIndex
{
    private static readonly EventChannels[] All =
    [
        EventChannels.Locations, EventChannels.SafetyEvents, EventChannels.TripUpdates, EventChannels.DriverPerformance,
        EventChannels.DriverCompliance, EventChannels.VehicleStatus, EventChannels.Inboxes,
        EventChannels.CustomEvents, EventChannels.Topics, EventChannels.Alerts, EventChannels.TrafficFlow,
        EventChannels.Accidents, EventChannels.Congestion, EventChannels.Weather, EventChannels.AirQuality, EventChannels.CameraStatus,
        EventChannels.TrafficAlerts,
    ];

    private readonly HashSet<FeedMember> _members = [];
    private readonly List<FeedMember> _candidates = [];
    private readonly ChannelIndex?[] _channels = new ChannelIndex?[32]; // by the place of the channel's bit

    public SubscriptionIndex()
    {
        foreach (var channel in All)
        {
            _channels[PlaceOf(channel)] = new ChannelIndex(channel);
        }
    }

    public int Count => _members.Count;

    public IReadOnlyCollection<FeedMember> Members => _members;

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

    private ChannelIndex? Channel(EventChannels channel) => channel == EventChannels.None ? null : _channels[PlaceOf(channel)];

    private static int PlaceOf(EventChannels channel) => BitOperations.TrailingZeroCount((int)channel);
}

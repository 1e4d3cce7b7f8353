using Fleet.Events;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// Hands consecutive events to those who want them. A session with several subscriptions gets an event once; several
/// points of one upload go as one run. Lives under its feed's lock; its lists are scratch space.
/// </summary>
internal sealed class FeedDispatch
{
    private readonly List<FeedMember> _matches = [];
    private readonly HashSet<ISubscriber> _told = [];
    private readonly Dictionary<ISubscriber, List<FeedEvent>> _runs = [];

    public void Run(SubscriptionIndex index, ReadOnlySpan<FleetEvent> events, ShardPosition first)
    {
        if (index.Count == 0)
        {
            return;
        }

        for (var i = 0; i < events.Length;)
        {
            var length = RunLength(events[i..]);
            var at = first with { N = first.N + i };
            if (length == 1)
            {
                One(index, new FeedEvent(events[i], at));
            }
            else
            {
                Upload(index, events.Slice(i, length), at);
            }

            i += length;
        }
    }

    /// <summary>How many events from the first on are locations of one vehicle out of one upload.</summary>
    private static int RunLength(ReadOnlySpan<FleetEvent> events)
    {
        var length = 1;
        if (events[0] is LocationUpdated first)
        {
            while (length < events.Length
                && events[length] is LocationUpdated next
                && next.VehicleId == first.VehicleId
                && next.Position.ReceivedAt == first.Position.ReceivedAt)
            {
                length++;
            }
        }

        return length;
    }

    private void One(SubscriptionIndex index, FeedEvent e)
    {
        index.Match(e, _matches);
        _told.Clear();
        foreach (var member in _matches)
        {
            var subscription = member.Subscription;
            if (subscription.Pacer is { } pacer && e.Channel == EventChannels.Locations)
            {
                pacer.Take(e);
            }
            else if (subscription.Subscriber.SubscriptionCount < 2 || _told.Add(subscription.Subscriber))
            {
                subscription.Subscriber.Offer(e);
            }
        }
    }

    private void Upload(SubscriptionIndex index, ReadOnlySpan<FleetEvent> events, ShardPosition first)
    {
        _runs.Clear();
        var all = new FeedEvent[events.Length];
        for (var i = 0; i < events.Length; i++)
        {
            var e = all[i] = new FeedEvent(events[i], first with { N = first.N + i });
            index.Match(e, _matches);
            foreach (var member in _matches)
            {
                if (member.Subscription.Pacer is { } pacer)
                {
                    pacer.Take(e);
                    continue;
                }

                if (!_runs.TryGetValue(member.Subscription.Subscriber, out var wanted))
                {
                    _runs.Add(member.Subscription.Subscriber, wanted = []);
                }

                if (wanted.Count == 0 || wanted[^1] != e)
                {
                    wanted.Add(e);
                }
            }
        }

        var shared = new EventRun(all);
        foreach (var (subscriber, wanted) in _runs)
        {
            if (wanted.Count == 1)
            {
                subscriber.Offer(wanted[0]);
            }
            else
            {
                subscriber.Offer(wanted.Count == all.Length ? shared : new EventRun([.. wanted]));
            }
        }

        _runs.Clear();
    }
}

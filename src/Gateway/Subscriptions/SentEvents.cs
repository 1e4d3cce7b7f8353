using Fleet.Events;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// What a session was sent of late, by event id; a notice that an event no longer stands by its revision too. Bound:
/// <see cref="Capacity"/> events; the oldest is forgotten. Owner: the session's writer.
/// </summary>
internal sealed class SentEvents
{
    public const int Capacity = 4_096;

    private readonly HashSet<(string Id, int Notice)> _known = [];
    private readonly Queue<(string Id, int Notice)> _order = new();

    /// <summary>How many events of this message are left out: all where each was sent before, else none. From now on they were sent.</summary>
    public int Repeats(object message)
    {
        switch (message)
        {
            case FeedEvent e:
                return Note(e) ? 0 : 1;
            case EventRun run:
                var isNew = false;
                foreach (var e in run.Events)
                {
                    isNew |= Note(e);
                }

                return isNew ? 0 : run.Events.Count;
            default:
                return 0;
        }
    }

    private bool Note(FeedEvent e)
    {
        var id = (e.Event.EventId, e.Event is EventSuperseded ? e.Event.Revision : 0);
        if (!_known.Add(id))
        {
            return false;
        }

        _order.Enqueue(id);
        if (_order.Count > Capacity)
        {
            _known.Remove(_order.Dequeue());
        }

        return true;
    }
}

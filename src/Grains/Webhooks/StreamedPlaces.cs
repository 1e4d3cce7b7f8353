using Fleet.Events;

namespace Fleet.Webhooks;

/// <summary>
/// Places of which a gateway said that a live session was sent them, before the event itself came here. In memory: what is
/// forgotten is delivered. Bound: <see cref="Most"/>; the oldest leave first.
/// </summary>
internal sealed class StreamedPlaces
{
    public const int Most = 20_000;

    private readonly HashSet<ShardPosition> _known = [];
    private readonly Queue<ShardPosition> _order = new();

    public void Add(StreamedEvents events)
    {
        foreach (var n in events.Numbers)
        {
            var place = new ShardPosition(events.Shard, events.Epoch, n);
            if (!_known.Add(place))
                continue;

            _order.Enqueue(place);
            if (_order.Count > Most)
                _known.Remove(_order.Dequeue());
        }
    }

    public bool Contains(ShardPosition place) => _known.Contains(place);
}

using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Fleet.Events;

/// <summary>
/// The newest events of a shard, numbered from 1 in its epoch. Owner: the shard's line. Bound: the capacity; the oldest
/// leave first, and their ids with them, so that an id is recognised exactly as long as its event can be read.
/// </summary>
internal sealed class EventRing(int capacity)
{
    private const int FirstSize = 64;

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private FleetEvent[] _events = new FleetEvent[Math.Min(FirstSize, capacity)];

    /// <summary>Number of the newest event; 0 before the first.</summary>
    public long Head { get; private set; }

    public int Count { get; private set; }

    /// <summary>Gives the event the next number, unless its id is still known.</summary>
    public bool TryAppend(FleetEvent happened)
    {
        if (!_ids.Add(happened.EventId))
        {
            return false;
        }

        if (Count == _events.Length && Count < capacity)
        {
            Grow();
        }

        Head++;
        ref var slot = ref _events[Slot(Head)];
        if (Count == _events.Length)
        {
            _ids.Remove(slot.EventId);
        }
        else
        {
            Count++;
        }

        slot = happened;
        return true;
    }

    /// <summary>Events behind <paramref name="after"/>, at most <paramref name="max"/>.</summary>
    /// <returns>False where the event right behind it has left the ring, or the number was never given.</returns>
    public bool TryRead(long after, int max, out ImmutableArray<FleetEvent> events)
    {
        events = [];
        if (after < Head - Count || after > Head)
        {
            return false;
        }

        var take = (int)Math.Min(Head - after, max);
        if (take > 0)
        {
            var copy = new FleetEvent[take];
            for (var i = 0; i < take; i++)
            {
                copy[i] = _events[Slot(after + 1 + i)];
            }

            events = ImmutableCollectionsMarshal.AsImmutableArray(copy);
        }

        return true;
    }

    private int Slot(long n) => (int)((n - 1) % _events.Length);

    private void Grow()
    {
        var old = _events;
        var grown = new FleetEvent[(int)Math.Min((long)old.Length * 2, capacity)];
        for (var n = Head - Count + 1; n <= Head; n++)
        {
            grown[(int)((n - 1) % grown.Length)] = old[(int)((n - 1) % old.Length)];
        }

        _events = grown;
    }
}

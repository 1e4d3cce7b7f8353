namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// What waits to be sent to one session, in order. Owner: the session; its lock is the ledger's too. Bound:
/// <paramref name="capacity"/> messages, and when it is full the session is closed with 4008. Once
/// <paramref name="conflateAt"/> messages wait the session lags: from then on a newer location of a vehicle takes the
/// older one out and goes to the end, so that numbers of a shard still rise and "the last offset seen" stays a place to
/// resume from. Everything else stays. An idle queue holds no buffer.
/// </summary>
internal sealed class SessionQueue(int capacity, int conflateAt)
{
    private const int FirstSize = 8;
    private const int KeptSize = 64;

    private readonly Lock _lock = new();
    private int _conflateAt = conflateAt;
    private Entry[] _ring = [];
    private long _head;
    private long _tail;
    private int _waiting;
    private Dictionary<string, long>? _newest; // while lagging: the place of each vehicle's location
    private SessionLedger _ledger;
    private bool _closed;
    private TaskCompletionSource? _room;

    /// <summary>Told, under the lock, of each message that will never be sent because the session ends.</summary>
    public Action<object>? Dropped { get; init; }

    public SessionLedger Ledger
    {
        get
        {
            lock (_lock)
            {
                return _ledger;
            }
        }
    }

    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting;
            }
        }
    }

    /// <summary>Takes a message.</summary>
    /// <param name="events">How many events it stands for; 0 for an answer, which the ledger does not count.</param>
    /// <param name="vehicleId">Of a location that a newer one may replace; null for what must be sent.</param>
    /// <returns>False when the queue is full.</returns>
    public bool TryAdd(object message, int events, string? vehicleId)
    {
        lock (_lock)
        {
            _ledger = _ledger with { Offered = _ledger.Offered + events };
            if (_closed)
            {
                _ledger = _ledger with { Lost = _ledger.Lost + events };
                Dropped?.Invoke(message);
                return true;
            }

            if (_waiting >= _conflateAt && _newest is null)
            {
                StartConflating();
            }

            if (vehicleId is not null && _newest is not null && _newest.Remove(vehicleId, out var older))
            {
                TakeOut(older);
            }

            if (_waiting >= capacity)
            {
                _ledger = _ledger with { Lost = _ledger.Lost + events };
                return false;
            }

            Append(new Entry(message, events, vehicleId));
            return true;
        }
    }

    public void CountDenied()
    {
        lock (_lock)
        {
            _ledger = _ledger with { Offered = _ledger.Offered + 1, Denied = _ledger.Denied + 1 };
        }
    }

    public void CountSuperseded()
    {
        lock (_lock)
        {
            _ledger = _ledger with { Offered = _ledger.Offered + 1, Conflated = _ledger.Conflated + 1 };
        }
    }

    /// <param name="repeats">Of those taken out: what was left out because the session had it already.</param>
    public void CountSent(int events, int repeats = 0)
    {
        lock (_lock)
        {
            _ledger = _ledger with { Sent = _ledger.Sent + events, Conflated = _ledger.Conflated + repeats };
        }
    }

    /// <summary>From now on so many may wait before the session lags.</summary>
    public void LagAt(int waiting)
    {
        lock (_lock)
        {
            _conflateAt = waiting;
        }
    }

    public void CountLost(int events)
    {
        lock (_lock)
        {
            _ledger = _ledger with { Lost = _ledger.Lost + events };
        }
    }

    /// <summary>Moves the oldest messages out.</summary>
    /// <param name="events">How many events they stand for together.</param>
    public int Take(Span<object> into, out int events)
    {
        TaskCompletionSource? room = null;
        var taken = 0;
        events = 0;
        lock (_lock)
        {
            while (taken < into.Length && _head < _tail)
            {
                ref var slot = ref _ring[Slot(_head)];
                var entry = slot;
                slot = default;
                if (entry.Message is { } message)
                {
                    into[taken++] = message;
                    events += entry.Events;
                    _waiting--;
                    if (entry.VehicleId is not null)
                    {
                        _newest?.Remove(entry.VehicleId);
                    }
                }

                _head++;
            }

            if (_waiting <= _conflateAt / 2)
            {
                _newest = null;
            }

            if (_head == _tail && _ring.Length > KeptSize)
            {
                _ring = [];
            }

            if (_waiting <= _conflateAt / 4)
            {
                (room, _room) = (_room, null);
            }
        }

        room?.TrySetResult();
        return taken;
    }

    /// <summary>Done when no more than a quarter of what makes a session lag is waiting, or the queue is closed.</summary>
    public ValueTask Room()
    {
        lock (_lock)
        {
            if (_closed || _waiting <= _conflateAt / 4)
            {
                return ValueTask.CompletedTask;
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_room.Task);
        }
    }

    /// <summary>Takes nothing more but <paramref name="last"/>.</summary>
    /// <param name="drop">Whether what waits is given up and counted as lost.</param>
    public void Close(ReadOnlySpan<object> last, bool drop)
    {
        TaskCompletionSource? room;
        lock (_lock)
        {
            if (drop)
            {
                DropAll();
            }

            if (!_closed)
            {
                foreach (var message in last)
                {
                    Append(new Entry(message, 0, null));
                }
            }

            _closed = true;
            (room, _room) = (_room, null);
        }

        room?.TrySetResult();
    }

    private void DropAll()
    {
        for (; _head < _tail; _head++)
        {
            ref var slot = ref _ring[Slot(_head)];
            _ledger = _ledger with { Lost = _ledger.Lost + slot.Events };
            if (slot.Message is { } message)
            {
                Dropped?.Invoke(message);
            }

            slot = default;
        }

        _waiting = 0;
        _newest = null;
    }

    private void Append(Entry entry)
    {
        if (_tail - _head == _ring.Length)
        {
            Rebuild(_waiting * 2 <= _ring.Length ? Math.Max(_ring.Length, FirstSize) : Math.Max(_ring.Length * 2, FirstSize));
        }

        _ring[Slot(_tail)] = entry;
        _waiting++;
        if (entry.VehicleId is not null && _newest is not null)
        {
            _newest[entry.VehicleId] = _tail;
        }

        _tail++;
    }

    /// <summary>Closes the holes that conflation left, in a ring of the given size.</summary>
    private void Rebuild(int size)
    {
        var old = _ring;
        var ring = new Entry[size];
        long tail = 0;
        for (var at = _head; at < _tail; at++)
        {
            var entry = old[(int)(at % old.Length)];
            if (entry.Message is not null)
            {
                if (entry.VehicleId is not null && _newest is not null)
                {
                    _newest[entry.VehicleId] = tail;
                }

                ring[tail++] = entry;
            }
        }

        (_ring, _head, _tail) = (ring, 0, tail);
    }

    private void StartConflating()
    {
        _newest = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var at = _tail - 1; at >= _head; at--)
        {
            if (_ring[Slot(at)].VehicleId is { } vehicleId && !_newest.TryAdd(vehicleId, at))
            {
                TakeOut(at);
            }
        }
    }

    private void TakeOut(long at)
    {
        ref var slot = ref _ring[Slot(at)];
        _ledger = _ledger with { Conflated = _ledger.Conflated + slot.Events };
        slot = default;
        _waiting--;
    }

    private int Slot(long at) => (int)(at % _ring.Length);

    private readonly record struct Entry(object? Message, int Events, string? VehicleId);
}

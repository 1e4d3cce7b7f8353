namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// Lets a vehicle's locations through once per interval of the gateway's clock (not of event time: the limit protects
/// the receiver, and a fast replay would otherwise break it). The first goes at once; of those that come within the
/// interval the newest goes at its end. Bound: one waiting location per vehicle.
/// </summary>
internal sealed class UpdatePacer(ISubscriber subscriber, TimeSpan interval, PaceClock clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Slot> _slots = new(StringComparer.Ordinal);
    private bool _stopped;

    public static TimeSpan IntervalOf(UpdateFrequency frequency) => frequency switch
    {
        UpdateFrequency.High => TimeSpan.FromSeconds(1),
        UpdateFrequency.Medium => TimeSpan.FromSeconds(10),
        _ => TimeSpan.FromSeconds(60),
    };

    /// <summary>Offers the location to the subscriber, now or at the end of the interval.</summary>
    public void Take(FeedEvent location)
    {
        var vehicle = location.VehicleId ?? "";
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            var now = clock.Now;
            var slot = _slots.GetValueOrDefault(vehicle);
            if (slot.Waiting is not null)
            {
                subscriber.Supersede();
                _slots[vehicle] = slot with { Waiting = location };
            }
            else if (slot.NextAt <= now)
            {
                _slots[vehicle] = new Slot(now + interval, null);
                subscriber.Offer(location);
            }
            else
            {
                _slots[vehicle] = slot with { Waiting = location };
                clock.Schedule(this, vehicle, slot.NextAt);
            }
        }
    }

    /// <summary>The interval of a vehicle is over.</summary>
    public void Release(string vehicleId)
    {
        lock (_lock)
        {
            if (!_stopped && _slots.GetValueOrDefault(vehicleId).Waiting is { } location)
            {
                _slots[vehicleId] = new Slot(clock.Now + interval, null);
                subscriber.Offer(location);
            }
        }
    }

    /// <summary>What waits for the end of an interval, oldest first.</summary>
    public IReadOnlyList<FeedEvent> Waiting()
    {
        lock (_lock)
        {
            return [.. _slots.Values.Where(s => s.Waiting is not null).OrderBy(s => s.NextAt).Select(s => s.Waiting!)];
        }
    }

    /// <summary>Tells what waits now, whatever is left of its interval.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            foreach (var (vehicle, slot) in _slots.Where(s => s.Value.Waiting is not null).ToList())
            {
                _slots[vehicle] = slot with { Waiting = null };
                subscriber.Offer(slot.Waiting!);
            }
        }
    }

    /// <summary>What still waits is told to nobody, and counts as superseded.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            if (!_stopped)
            {
                _stopped = true;
                foreach (var _ in _slots.Values.Where(s => s.Waiting is not null))
                {
                    subscriber.Supersede();
                }

                _slots.Clear();
            }
        }
    }

    private readonly record struct Slot(DateTimeOffset NextAt, FeedEvent? Waiting);
}

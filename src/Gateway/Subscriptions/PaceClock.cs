namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// Wakes pacers when an interval ends: one timer for all sessions, set to the earliest end. Bound of its queue: one
/// entry per subscription and vehicle that is waiting.
/// </summary>
internal sealed class PaceClock : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<(UpdatePacer Pacer, string VehicleId), long> _due = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public PaceClock(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static clock => ((PaceClock)clock!).Release(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public DateTimeOffset Now => _time.GetUtcNow();

    public void Schedule(UpdatePacer pacer, string vehicleId, DateTimeOffset due)
    {
        lock (_lock)
        {
            _due.Enqueue((pacer, vehicleId), due.UtcTicks);
            if (_due.TryPeek(out _, out var first) && first == due.UtcTicks)
            {
                Arm(due.UtcTicks);
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Release()
    {
        List<(UpdatePacer Pacer, string VehicleId)> due = [];
        lock (_lock)
        {
            var now = Now.UtcTicks;
            while (_due.TryPeek(out var entry, out var at))
            {
                if (at > now)
                {
                    Arm(at);
                    break;
                }

                _due.Dequeue();
                due.Add(entry);
            }
        }

        foreach (var (pacer, vehicleId) in due)
        {
            pacer.Release(vehicleId);
        }
    }

    private void Arm(long at)
    {
        var wait = TimeSpan.FromTicks(Math.Max(at - Now.UtcTicks, 0));
        _timer.Change(wait + TimeSpan.FromMilliseconds(wait.Ticks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1), Timeout.InfiniteTimeSpan);
    }
}

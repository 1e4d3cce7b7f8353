namespace Fleet.Gateway.Subscriptions;

/// <summary>Subscribers of equal need, what they are told, and their one timer. A tick that finds the one before still at work is left out.</summary>
internal sealed class FleetGroup<T> : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Subscription, Action<T>> _members = [];
    private readonly Func<FleetGroup<T>, Task> _tick;
    private readonly ITimer _timer;
    private int _busy;

    public FleetGroup(TimeSpan period, TimeProvider time, Func<FleetGroup<T>, Task> tick)
    {
        _tick = tick;
        _timer = time.CreateTimer(static g => ((FleetGroup<T>)g!).OnTimer(), this, period, period);
    }

    public void Add(Subscription subscription, Action<T> tell)
    {
        lock (_lock)
        {
            _members[subscription] = tell;
        }
    }

    /// <returns>How many are left.</returns>
    public int Remove(Subscription subscription)
    {
        lock (_lock)
        {
            _members.Remove(subscription);
            return _members.Count;
        }
    }

    public void Tell(T told)
    {
        List<Action<T>> members;
        lock (_lock)
        {
            members = [.. _members.Values];
        }

        members.ForEach(tell => tell(told));
    }

    public void Dispose() => _timer.Dispose();

    private void OnTimer()
    {
        if (Interlocked.Exchange(ref _busy, 1) == 0)
        {
            _ = Run();
        }
    }

    private async Task Run()
    {
        await _tick(this);
        Volatile.Write(ref _busy, 0);
    }
}

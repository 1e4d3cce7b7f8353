namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// Writes for sessions whose messages wait for company: the first that comes starts a short wait, and at its end all
/// that came by then are written for, one after the other on as few threads as will do, instead of one work item a message.
/// Bound: each session stands in it once. The wait is the machine's clock: it is about the load on sockets, not about
/// anything that happens in the fleet.
/// </summary>
internal sealed class SessionPump : IDisposable
{
    /// <summary>
    /// Sessions a thread, about 10 ms of writing. Two threads at once cost the kernel more than one: readers are woken
    /// again and again instead of finding the next message there (docs/performance.md).
    /// </summary>
    private const int LeastPart = 1_024;

    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private List<SubscriberSession> _due = [];

    public SessionPump() =>
        _timer = TimeProvider.System.CreateTimer(static pump => ((SessionPump)pump!).Run(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Add(SubscriberSession session, TimeSpan wait)
    {
        bool first;
        lock (_lock)
        {
            _due.Add(session);
            first = _due.Count == 1;
        }

        if (first)
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Run()
    {
        List<SubscriberSession> due;
        lock (_lock)
        {
            due = _due;
            _due = new List<SubscriberSession>(due.Count);
        }

        var part = Math.Max(LeastPart, (due.Count + Environment.ProcessorCount - 1) / Environment.ProcessorCount);
        for (var from = part; from < due.Count; from += part)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static p => Write(p.Due, p.From, p.Count), (Due: due, From: from, Count: Math.Min(part, due.Count - from)), preferLocal: false);
        }

        Write(due, 0, Math.Min(part, due.Count));
    }

    private static void Write(List<SubscriberSession> due, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            due[i].WriteGathered();
        }
    }
}

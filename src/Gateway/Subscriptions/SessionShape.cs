namespace Fleet.Gateway.Subscriptions;

/// <summary>How one session wants its messages, where not as they come. Owner: the session.</summary>
internal sealed class SessionShape : IDisposable
{
    private readonly ITimer? _timer;

    public SessionShape(TimeSpan interval, SentEvents? sent, TimeProvider time, Action write)
    {
        Interval = interval;
        Sent = sent;
        _timer = IsBatching
            ? time.CreateTimer(static w => ((Action)w!)(), write, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)
            : null;
    }

    /// <summary>How long the first event of a batch waits for more.</summary>
    public TimeSpan Interval { get; }

    public bool IsBatching => Interval > TimeSpan.Zero;

    /// <summary>Null where repeats are sent.</summary>
    public SentEvents? Sent { get; }

    /// <summary>The session is written for when the interval has passed. False where the session ended or wants it otherwise by now.</summary>
    public bool Wait() => _timer!.Change(Interval, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer?.Dispose();
}

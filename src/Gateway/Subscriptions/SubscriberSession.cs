namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// The sending half of a connection, the same for every protocol: a bounded queue and one writer. The protocol above says
/// how things are written and which close code means what.
/// </summary>
public abstract partial class SubscriberSession : ISubscriber
{
    private const int GoingAway = 1001;
    private const int AbnormalClosure = 1006;

    private readonly SessionQueue _queue;
    private readonly ISessionTransport _transport;
    private readonly SessionRegistry _registry;
    private readonly TimeProvider _time;
    private readonly Writer _writer;
    private long _closeBy; // ticks; 0 while open
    private int _closeCode;
    private TaskCompletionSource? _farewell;

    protected SubscriberSession(ISessionTransport transport, SessionRegistry registry, SubscriptionOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _transport = transport;
        _registry = registry;
        _time = time;
        _queue = new SessionQueue(options.QueueCapacity, options.ConflateAt) { Dropped = Unsent };
        _writer = new Writer(this, TimeSpan.FromMilliseconds(options.GatherMilliseconds));
        Options = options;
        LastHeard = time.GetUtcNow();
    }

    public abstract string OrganizationId { get; }

    public abstract int SubscriptionCount { get; }

    public SessionLedger Ledger => _queue.Ledger;

    /// <summary>0 while open.</summary>
    public int CloseCode => Volatile.Read(ref _closeCode);

    public bool IsClosing => CloseCode != 0;

    protected SubscriptionOptions Options { get; }

    protected DateTimeOffset LastHeard { get; private set; }

    /// <summary>Done when the goodbye is on its way, or will never be.</summary>
    protected Task Farewell => Volatile.Read(ref _farewell)?.Task ?? Task.CompletedTask;

    public void Offer(FeedEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        Enqueue(happened, 1, happened.ConflationKey);
    }

    public void Offer(EventRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Enqueue(run, run.Events.Count, run.Newest.VehicleId);
    }

    public void Replay(FeedEvent happened) => Enqueue(happened, 1, null);

    public void Deny() => _queue.CountDenied();

    public void Supersede() => _queue.CountSuperseded();

    public ValueTask Room() => _queue.Room();

    public abstract void Gap(FeedMember member);

    /// <summary>Who this is; null until it is known.</summary>
    public virtual SessionInfo? Describe() => null;

    /// <summary>The API key that opened it; null for a token, or before that is known.</summary>
    public virtual string? KeyId => null;

    /// <summary>Its API key was revoked, or has come to its end. The peer is told so in its protocol.</summary>
    public virtual void EndCredential(bool revoked) => Dismiss();

    /// <summary>Ends the session on an operator's word. The peer is told so in its protocol.</summary>
    public virtual void Dismiss() => Close(GoingAway, "disconnected by an operator", null, drop: true);

    /// <summary>The gateway stops. The peer is told in its protocol when to come back.</summary>
    public void ShutDown(TimeSpan retryAfter) => Close(
        GoingAway, $"server going away, retry after {(int)retryAfter.TotalMilliseconds} ms", WriteShutDown(retryAfter), drop: false);

    /// <summary>Something arrived from the peer, whatever it is.</summary>
    public void Heard() => LastHeard = _time.GetUtcNow();

    /// <summary>Called about every second by the registry.</summary>
    internal void Sweep(DateTimeOffset now)
    {
        var closeBy = Volatile.Read(ref _closeBy);
        if (closeBy != 0)
        {
            if (now.UtcTicks >= closeBy)
            {
                _transport.Abort();
            }

            return;
        }

        if (_writer.SendingFor(now) >= TimeSpan.FromSeconds(Options.SlowConsumerSeconds))
        {
            TooSlow();
        }
        else
        {
            CheckDeadlines(now);
        }
    }

    /// <summary>Deadlines of the protocol: authentication, silence, expiry.</summary>
    protected abstract void CheckDeadlines(DateTimeOffset now);

    /// <summary>The queue is full, or the peer takes nothing.</summary>
    protected abstract void TooSlow();

    /// <summary>UTF-8 of a <see cref="FeedEvent"/>, an <see cref="EventRun"/> or whatever the protocol itself put into the queue.</summary>
    protected abstract ReadOnlyMemory<byte> Encode(object message);

    /// <summary>The server goes away; come back after a while. Null where the protocol has no word for it.</summary>
    protected virtual byte[]? WriteShutDown(TimeSpan retry) => null;

    /// <summary>Several messages as one. Only for protocols that <see cref="Shape"/> their sessions.</summary>
    protected virtual ReadOnlyMemory<byte> Bundle(ReadOnlySpan<ReadOnlyMemory<byte>> messages) =>
        throw new InvalidOperationException("This protocol has no batches.");

    /// <summary>How messages leave from now on. Those that wait leave with the next answer.</summary>
    /// <param name="batchInterval">Events gather for this long, or until <see cref="MaxBatch"/> wait, and leave as one; zero for at once.</param>
    /// <param name="onlyOnce">Whether an event that this session was sent is left out when it comes again.</param>
    /// <param name="lagAt">Waiting messages from which only the newest location of a vehicle is kept.</param>
    protected void Shape(TimeSpan batchInterval, bool onlyOnce, int lagAt)
    {
        _queue.LagAt(lagAt);
        _writer.Shape(batchInterval, onlyOnce);
    }

    /// <summary>Events in one batch at most.</summary>
    protected const int MaxBatch = Writer.Flush;

    /// <summary>Queues an answer, written or to be written by <see cref="Encode"/>. It is never dropped, and not counted by the ledger.</summary>
    protected void Answer(object message) => Enqueue(message, 0, null);

    /// <summary>Something that was queued, or came too late to be, will never be sent: the session is at its end. Under the queue's lock.</summary>
    protected virtual void Unsent(object message)
    {
    }

    /// <summary>Queues a message that is not an event of a shard and counts as one.</summary>
    protected void Tell(object message) => Enqueue(message, 1, null);

    /// <summary>Ends the session. The first call counts.</summary>
    /// <param name="last">Sent before the goodbye; null for nothing.</param>
    /// <param name="drop">Whether what waits is given up.</param>
    protected bool Close(int code, string reason, byte[]? last, bool drop)
    {
        var farewell = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.CompareExchange(ref _farewell, farewell, null) is not null
            || Interlocked.CompareExchange(ref _closeCode, code, 0) != 0)
        {
            farewell.TrySetResult();
            return false;
        }

        var goodbye = new Goodbye(code, reason);
        Volatile.Write(ref _closeBy, (_time.GetUtcNow() + SessionRegistry.CloseGrace).UtcTicks);
        _queue.Close(last is null ? [goodbye] : [last, goodbye], drop);
        _registry.CountClose(code);
        _writer.Wake(TimeSpan.Zero);
        return true;
    }

    /// <summary>
    /// The connection is gone: what still waits is lost. Done when the writer has counted what it had in hand too, so
    /// that the ledger is final; should its last send hang, the sweep cuts it.
    /// </summary>
    protected Task Finish()
    {
        Gone();
        return _writer.Finish();
    }

    private void Gone()
    {
        Interlocked.CompareExchange(ref _closeCode, AbnormalClosure, 0);
        Interlocked.CompareExchange(ref _closeBy, (_time.GetUtcNow() + SessionRegistry.CloseGrace).UtcTicks, 0);
        _queue.Close([], drop: true);
        Volatile.Read(ref _farewell)?.TrySetResult();
    }

    /// <summary>Queues what <see cref="Encode"/> knows to write.</summary>
    /// <param name="events">How many events it stands for in the ledger.</param>
    /// <param name="vehicleId">Of a location that a newer one under the same key may replace; null for what must be sent.</param>
    protected void Enqueue(object message, int events, string? vehicleId)
    {
        if (_queue.TryAdd(message, events, vehicleId))
        {
            _writer.Wake(events, mustLeave: vehicleId is null);
        }
        else
        {
            TooSlow();
        }
    }

    /// <summary>The pump's turn: nothing where the session has been written for meanwhile.</summary>
    internal void WriteGathered() => _writer.WriteGathered();
}

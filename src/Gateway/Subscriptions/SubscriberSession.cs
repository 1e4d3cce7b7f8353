namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// The sending half of a connection, the same for every protocol: a bounded queue and one writer, which runs only while
/// something waits, so that an idle session costs no task, timer or buffer. The protocol above says how things are
/// written and which close code means what.
/// </summary>
public abstract class SubscriberSession : ISubscriber, IThreadPoolWorkItem
{
    /// <summary>Messages handed to the transport at a time.</summary>
    private const int Flush = 32;

    [ThreadStatic]
    private static Parcel? _spare;

    private readonly SessionQueue _queue;
    private readonly ISessionTransport _transport;
    private readonly SessionRegistry _registry;
    private readonly TimeProvider _time;
    private readonly Lock _writing = new();
    private readonly TimeSpan _gather;
    private long _sendingSince; // ticks; 0 while nothing waits for the peer to take it
    private long _closeBy; // ticks; 0 while open
    private SessionShape? _shape; // null while the client wants messages as they come
    private Writer _writer;
    private int _closeCode;
    private TaskCompletionSource? _farewell;
    private TaskCompletionSource? _writerDone;

    protected SubscriberSession(ISessionTransport transport, SessionRegistry registry, SubscriptionOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _transport = transport;
        _registry = registry;
        _time = time;
        _queue = new SessionQueue(options.QueueCapacity, options.ConflateAt) { Dropped = Unsent };
        _gather = TimeSpan.FromMilliseconds(options.GatherMilliseconds);
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

        var since = Volatile.Read(ref _sendingSince);
        if (since != 0 && now.UtcTicks - since >= Options.SlowConsumerSeconds * TimeSpan.TicksPerSecond)
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
        var before = Volatile.Read(ref _shape);
        var sent = onlyOnce ? before?.Sent ?? new SentEvents() : null;
        Volatile.Write(ref _shape, batchInterval > TimeSpan.Zero || sent is not null ? new SessionShape(batchInterval, sent, _time, WriteGathered) : null);
        before?.Dispose();
    }

    /// <summary>Events in one batch at most.</summary>
    protected const int MaxBatch = Flush;

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
        Wake(TimeSpan.Zero);
        return true;
    }

    /// <summary>
    /// The connection is gone: what still waits is lost. Done when the writer has counted what it had in hand too, so
    /// that the ledger is final; should its last send hang, the sweep cuts it.
    /// </summary>
    protected Task Finish()
    {
        Gone();
        if (Volatile.Read(ref _shape) is { } shape)
        {
            shape.Dispose();
            Wake(TimeSpan.Zero); // nobody else would
        }

        lock (_writing)
        {
            if (_writer == Writer.Resting)
            {
                return Task.CompletedTask;
            }

            _writerDone ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _writerDone.Task;
        }
    }

    private void Gone()
    {
        Interlocked.CompareExchange(ref _closeCode, AbnormalClosure, 0);
        Interlocked.CompareExchange(ref _closeBy, (_time.GetUtcNow() + SessionRegistry.CloseGrace).UtcTicks, 0);
        _queue.Close([], drop: true);
        Volatile.Read(ref _farewell)?.TrySetResult();
    }

    private const int GoingAway = 1001;
    private const int AbnormalClosure = 1006;

    /// <summary>Queues what <see cref="Encode"/> knows to write.</summary>
    /// <param name="events">How many events it stands for in the ledger.</param>
    /// <param name="vehicleId">Of a location that a newer one under the same key may replace; null for what must be sent.</param>
    protected void Enqueue(object message, int events, string? vehicleId)
    {
        if (_queue.TryAdd(message, events, vehicleId))
        {
            Wake(WaitOf(events, vehicleId));
        }
        else
        {
            TooSlow();
        }
    }

    private TimeSpan WaitOf(int events, string? vehicleId) =>
        Volatile.Read(ref _shape) is not { IsBatching: true } shape ? (vehicleId is null ? TimeSpan.Zero : _gather)
        : events == 0 || _queue.Waiting >= MaxBatch ? TimeSpan.Zero
        : shape.Interval;

    private void Wake(TimeSpan wait)
    {
        var gather = wait > TimeSpan.Zero;
        lock (_writing)
        {
            if (_writer == Writer.Writing || (gather && _writer == Writer.Gathering))
            {
                return;
            }

            _writer = gather ? Writer.Gathering : Writer.Writing;
        }

        if (gather)
        {
            if (Volatile.Read(ref _shape) is not { IsBatching: true } shape || !shape.Wait())
            {
                _registry.Pump.Add(this, _gather);
            }
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute() => Write();

    /// <summary>The pump's turn: nothing where the session has been written for meanwhile.</summary>
    internal void WriteGathered()
    {
        lock (_writing)
        {
            if (_writer != Writer.Gathering)
            {
                return;
            }

            _writer = Writer.Writing;
        }

        Write();
    }

    /// <summary>Sends until nothing waits. Goes on behind its awaits only where the transport cannot take more at once.</summary>
    private void Write()
    {
        var parcel = _spare ?? new Parcel();
        _spare = null; // whoever writes meanwhile has one of its own
        try
        {
            while (true)
            {
                lock (_writing)
                {
                    if (_queue.Waiting == 0)
                    {
                        Rest();
                        break;
                    }
                }

                var ready = _transport.Ready();
                if (!ready.IsCompletedSuccessfully)
                {
                    _ = GoOnReady(ready);
                    break;
                }

                parcel.Count = _queue.Take(parcel.Messages, out parcel.Events);
                if (parcel.Count == 0)
                {
                    continue; // given up meanwhile
                }

                var sending = Send(parcel);
                if (!sending.IsCompletedSuccessfully)
                {
                    Volatile.Write(ref _sendingSince, _time.GetUtcNow().UtcTicks);
                    _ = GoOnSent(sending, parcel);
                    return; // the parcel is the transport's until then
                }

                Sent(parcel);
            }

            _spare = parcel;
        }
        catch (Exception) when (Failed(parcel.Events)) // the peer is gone; the receiving half ends the session
        {
        }
    }

    private async Task GoOnReady(ValueTask ready)
    {
        try
        {
            await ready;
        }
        catch (Exception) when (Failed(0))
        {
            return;
        }

        Write();
    }

    private async Task GoOnSent(ValueTask sending, Parcel parcel)
    {
        try
        {
            await sending;
            Volatile.Write(ref _sendingSince, 0);
            Sent(parcel);
        }
        catch (Exception) when (Failed(parcel.Events))
        {
            return;
        }

        Write();
    }

    private ValueTask Send(Parcel parcel)
    {
        var goodbye = parcel.Messages[parcel.Count - 1] as Goodbye;
        var toSend = goodbye is null ? parcel.Count : parcel.Count - 1;
        if (Volatile.Read(ref _shape) is { } shape)
        {
            toSend = Fill(parcel, toSend, shape);
        }
        else
        {
            for (var i = 0; i < toSend; i++)
            {
                parcel.Bytes[i] = parcel.Messages[i] as byte[] ?? Encode(parcel.Messages[i]);
            }
        }

        return goodbye is not null ? SayGoodbye(parcel.Bytes.AsMemory(0, toSend), goodbye)
            : _transport.Send(parcel.Bytes.AsMemory(0, toSend));
    }

    /// <summary>The parcel's bytes as the client wants them: answers by themselves, events without repeats and in batches.</summary>
    /// <returns>How many.</returns>
    private int Fill(Parcel parcel, int count, SessionShape shape)
    {
        var (filled, run) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            if (parcel.Messages[i] is byte[] answer)
            {
                filled = Bundle(parcel, filled, run);
                parcel.Bytes[filled++] = answer;
                run = 0;
            }
            else if (shape.Sent?.Repeats(parcel.Messages[i]) is > 0 and { } repeats)
            {
                parcel.Repeats += repeats;
            }
            else
            {
                parcel.Bytes[filled++] = Encode(parcel.Messages[i]);
                run += shape.IsBatching ? 1 : 0;
            }
        }

        return Bundle(parcel, filled, run);
    }

    private int Bundle(Parcel parcel, int filled, int run)
    {
        if (run == 0)
        {
            return filled;
        }

        parcel.Bytes[filled - run] = Bundle(parcel.Bytes.AsSpan(filled - run, run));
        return filled - run + 1;
    }

    private async ValueTask SayGoodbye(ReadOnlyMemory<ReadOnlyMemory<byte>> before, Goodbye goodbye)
    {
        if (before.Length > 0)
        {
            await _transport.Send(before);
        }

        await _transport.Close(goodbye.Code, goodbye.Reason);
        Volatile.Read(ref _farewell)?.TrySetResult();
    }

    private void Sent(Parcel parcel)
    {
        _queue.CountSent(parcel.Events - parcel.Repeats, parcel.Repeats);
        if (_registry.Streamed is { } streamed)
        {
            for (var i = 0; i < parcel.Count; i++)
            {
                if (EventOf(parcel.Messages[i]) is { } happened)
                {
                    streamed.Sent(OrganizationId, happened);
                }
            }
        }

        parcel.Clear();
    }

    /// <summary>A run is of locations only.</summary>
    private static FeedEvent? EventOf(object message) => message switch
    {
        FeedEvent happened => happened,
        FormedEvent formed => formed.Happened,
        _ => null,
    };

    private bool Failed(int inHand)
    {
        _queue.CountLost(inHand);
        Gone();
        _transport.Abort();
        lock (_writing)
        {
            Rest();
        }

        return true;
    }

    /// <summary>Under the lock: the writer ends.</summary>
    private void Rest()
    {
        _writer = Writer.Resting;
        _writerDone?.TrySetResult();
    }

    private enum Writer
    {
        /// <summary>Nothing waits.</summary>
        Resting,

        /// <summary>The pump will write.</summary>
        Gathering,

        /// <summary>A thread writes or will at once, or a send is under way.</summary>
        Writing,
    }

    /// <summary>What is handed to the transport at a time; what was handed over can no longer be conflated.</summary>
    private sealed class Parcel
    {
        public readonly object[] Messages = new object[Flush];
        public readonly ReadOnlyMemory<byte>[] Bytes = new ReadOnlyMemory<byte>[Flush];
        public int Count;
        public int Events;
        public int Repeats;

        public void Clear()
        {
            Array.Clear(Messages, 0, Count);
            Array.Clear(Bytes, 0, Count);
            (Count, Events, Repeats) = (0, 0, 0);
        }
    }
}

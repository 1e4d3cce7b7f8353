using System.Net;
using System.Security.Cryptography;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.SocketIo.EngineIo;

/// <summary>
/// One Engine.IO session, whatever carries it. It outlives single requests, so that it ends itself: when its WebSocket
/// is gone, a poll's client went away, a pong does not come, or one side says so.
/// </summary>
internal abstract partial class EngineSession : SubscriberSession
{
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(100);

    private static long _opened;

    private readonly EngineHost _host;
    private readonly EnginePort _port;
    private readonly IPAddress? _address;
    private readonly ITimer _heart;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _hearing = Task.CompletedTask; // the last in a row: a payload and the WebSocket that follows it may overlap
    private int _ending;
    private bool _pingLeft;
    private bool _pongDue;
    private DateTimeOffset _due; // of the ping, or of its pong; from the moment it was owed, however late a timer was

    /// <param name="address">Counted by the registry already.</param>
    protected EngineSession(EngineHost host, EnginePort port, IPAddress? address)
        : base(port, host.Registry, host.SubscriptionOptions, host.Time)
    {
        _host = host;
        _port = port;
        _address = address;
        OpenedAt = host.Time.GetUtcNow();
        _heart = host.Time.CreateTimer(static s => ((EngineSession)s!).Beat(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        port.Ended = () => Over(EngineEnd.TransportClosed);
    }

    public string Sid { get; } = RandomId();

    /// <summary>Sessions of this process in the order they were opened.</summary>
    public long Number { get; } = Interlocked.Increment(ref _opened);

    public EnginePort Port => _port;

    public DateTimeOffset OpenedAt { get; }

    /// <summary>Done when nothing of the session is left.</summary>
    public Task Ended => _ended.Task;

    protected EngineHost Host => _host;

    protected DateTimeOffset Now => _host.Time.GetUtcNow();

    public static string RandomId() =>
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(15)).Replace('+', '-').Replace('/', '_');

    /// <summary>The handshake left, or is the first in the queue.</summary>
    public void Open()
    {
        _host.Registry.Add(this);
        _host.Sessions.TryAdd(Sid, this);
        lock (_heart)
        {
            _due = OpenedAt + TimeSpan.FromMilliseconds(_host.Options.PingIntervalMilliseconds);
            Arm();
        }
    }

    /// <summary>Whether a pong is overdue, should the timer be late to see it. The session is over then.</summary>
    public bool IsOverdue()
    {
        lock (_heart)
        {
            var until = _pongDue ? _due : _due + TimeSpan.FromMilliseconds(_host.Options.PingTimeoutMilliseconds);
            if (Now < until)
            {
                return false;
            }
        }

        Over(EngineEnd.PingTimeout);
        return true;
    }

    public void SendOpen(byte[] handshake) => Answer(handshake);

    /// <summary>Packets of one payload or frame, one after the other.</summary>
    /// <returns>False where one of them broke the protocol; the session is over then.</returns>
    public async ValueTask<bool> Receive(IReadOnlyList<EnginePacket> packets)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Interlocked.Exchange(ref _hearing, turn.Task);
        try
        {
            if (Volatile.Read(ref _ending) != 0)
            {
                return true;
            }

            foreach (var packet in packets)
            {
                Heard();
                if (!await Receive(packet))
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            turn.SetResult();
        }
    }

    /// <summary>Ends the session because its transport is gone or cannot go on. The first call counts.</summary>
    public void Over(EngineEnd reason)
    {
        if (Interlocked.Exchange(ref _ending, 1) == 0)
        {
            _ = End(reason);
        }
    }

    /// <summary>The WebSocket's other end said goodbye: it is answered, and then nothing is left to say.</summary>
    public async ValueTask PeerClosed()
    {
        Close(CloseCodes.Normal, "", null, drop: true);
        await Farewell;
    }

    /// <summary>The peer broke the protocol, or sent more than it may.</summary>
    public void Break(int code, string reason)
    {
        if (_port.IsUpgraded)
        {
            Close(code, reason, null, drop: true);
        }
        else
        {
            Over(EngineEnd.ProtocolError);
        }
    }

    protected sealed override ReadOnlyMemory<byte> Encode(object message)
    {
        if (message is not EnginePing)
        {
            return Write(message);
        }

        lock (_heart)
        {
            _pingLeft = true;
            if (_pongDue)
            {
                _due = Now + TimeSpan.FromMilliseconds(_host.Options.PingTimeoutMilliseconds); // its time counts from here
                Arm();
            }
        }

        PingLeaves();
        return EngineCodec.Ping;
    }

    protected override void TooSlow() => Close(CloseCodes.SlowConsumer, "slow consumer", null, drop: true);

    protected override void CheckDeadlines(DateTimeOffset now)
    {
    }

    /// <summary>A message. One at a time.</summary>
    /// <returns>False where it broke the protocol.</returns>
    protected abstract ValueTask<bool> Hear(EnginePacket message);

    /// <summary>The bytes of something the session queued, at the moment it leaves.</summary>
    protected abstract ReadOnlyMemory<byte> Write(object message);

    /// <summary>The writer is done and nothing more is heard.</summary>
    protected abstract Task Left(EngineEnd reason);

    /// <summary>On the writer, in the order of the messages.</summary>
    protected virtual void PingLeaves()
    {
    }

    /// <summary>What left before the last ping has arrived.</summary>
    protected virtual void PongCame()
    {
    }

    private async ValueTask<bool> Receive(EnginePacket packet)
    {
        switch (packet.Kind)
        {
            case EngineKind.Close:
                if (_port.IsUpgraded)
                {
                    Close(CloseCodes.Normal, "", null, drop: true);
                }
                else
                {
                    _port.End(EngineCodec.Noop, linger: true);
                }

                return true;
            case EngineKind.Pong:
                Pong();
                return true;
            case EngineKind.Message or EngineKind.Binary:
                if (IsClosing || await Hear(packet))
                {
                    return true;
                }

                break;
            case EngineKind.Noop or EngineKind.Upgrade:
                return true;
            default: // the server opens and pings
                break;
        }

        Break(CloseCodes.ProtocolError, "protocol error");
        return false;
    }

    private void Beat()
    {
        lock (_heart)
        {
            if (_pongDue)
            {
                Over(EngineEnd.PingTimeout);
                return;
            }

            _pongDue = true;
            _due += TimeSpan.FromMilliseconds(_host.Options.PingTimeoutMilliseconds);
            Arm();
        }

        Enqueue(EnginePing.Instance, 0, null);
    }

    /// <summary>A pong that answers no ping says nothing.</summary>
    private void Pong()
    {
        lock (_heart)
        {
            if (!_pongDue || !_pingLeft)
            {
                return;
            }

            _pongDue = _pingLeft = false;
            _due = Now + TimeSpan.FromMilliseconds(_host.Options.PingIntervalMilliseconds);
            Arm();
        }

        PongCame();
    }

    private void Arm()
    {
        var left = _due - Now;
        _heart.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private async Task End(EngineEnd reason)
    {
        try
        {
            await _heart.DisposeAsync();
            _port.Abort();
            await Finish();
            await Volatile.Read(ref _hearing); // what is being dealt with ends first: nothing is heard any more
            await Left(reason);
        }
        catch (Exception e) // whatever a handler did: the session must leave the books
        {
            EndFailed(_host.Logger, e, Sid);
        }
        finally
        {
            _ = Forget();
            _host.Registry.Remove(this);
            _host.Registry.Closed(_address);
            SessionEnded(_host.Logger, Sid, reason);
            _ended.TrySetResult();
        }
    }

    /// <summary>A poll that was on its way when its client closed the session still gets its last word.</summary>
    private async Task Forget()
    {
        if (_port.Lingers)
        {
            await Task.Delay(Linger, _host.Time, CancellationToken.None);
        }

        _host.Sessions.TryRemove(Sid, out _);
    }
}

using System.Net;
using System.Text.Json;
using Fleet.Gateway.Protocols.SocketIo.EngineIo;
using Fleet.Gateway.Protocols.SocketIo.Packets;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.SocketIo;

/// <summary>
/// One connection's Socket.IO conversation: namespaces, events, acknowledgements, attachments. What it is about is its
/// handlers' business; the first namespace that let the client in is the one that speaks for the session.
/// </summary>
internal sealed class SocketIoSession : EngineSession
{
    private readonly Func<SocketIoSession, string, SocketHandler?> _open;
    private readonly MessageRate _rate;
    private readonly List<(string Space, SocketHandler Handler, bool Let)> _namespaces = new(1); // the receiving half's
    private readonly Dictionary<long, Action<JsonElement>> _asked = []; // bound: MaxPendingAcks, the oldest leaves
    private SocketHandler? _main;
    private SocketHandler? _speaker; // the writer's: whose messages it is writing
    private BinaryPacket? _partial;
    private long _askedIds;

    /// <param name="open">The handler for a namespace; null where there is no such namespace.</param>
    public SocketIoSession(EngineHost host, EnginePort port, IPAddress? address, Func<SocketIoSession, string, SocketHandler?> open)
        : base(host, port, address)
    {
        _open = open;
        _rate = new MessageRate(
            host.Options.MessagesPer5Seconds, TimeSpan.FromSeconds(5), host.Options.MessagesPerMinute, TimeSpan.FromMinutes(1));
    }

    public override string OrganizationId => Main?.OrganizationId ?? "";

    public override int SubscriptionCount => Main?.SubscriptionCount ?? 0;

    private SocketHandler? Main => Volatile.Read(ref _main);

    public override SessionInfo? Describe() => Main?.Describe();

    public override string? KeyId => Main?.KeyId;

    public override void EndCredential(bool revoked) => Main?.EndCredential(revoked);

    public override void Gap(FeedMember member) => throw new NotSupportedException("Feeds know lanes, not the session.");

    /// <summary>Lets the client in.</summary>
    public void Accept(SocketHandler handler, string sid, string? pid)
    {
        var at = _namespaces.FindIndex(n => n.Handler == handler);
        _namespaces[at] = _namespaces[at] with { Let = true };
        if (_main is null || !_namespaces.Exists(n => n.Handler == _main))
        {
            Volatile.Write(ref _main, handler);
        }

        base.Enqueue(new Acceptance(Main!, PacketWriter.Connected(_namespaces[at].Space, sid, pid)), 0, null);
    }

    /// <summary>Does not let the client in.</summary>
    /// <param name="code">For programs; null for none.</param>
    public void Refuse(SocketHandler handler, string message, string? code)
    {
        var at = _namespaces.FindIndex(n => n.Handler == handler);
        Send(PacketWriter.Refused(_namespaces[at].Space, message, code));
        _namespaces.RemoveAt(at);
    }

    /// <summary>Queues a packet that is no event of a shard.</summary>
    public void Send(byte[] packet) => Answer(packet);

    /// <summary>Queues binary messages behind the packet that announced them.</summary>
    public void Send(byte[] packet, IReadOnlyList<byte[]> attachments)
    {
        Answer(packet);
        foreach (var attachment in attachments)
        {
            Answer(EngineCodec.Binary(attachment));
        }
    }

    /// <summary>Queues what the main handler knows to write.</summary>
    public new void Enqueue(object message, int events, string? key) => base.Enqueue(message, events, key);

    /// <summary>Asks for an acknowledgement of an event that <paramref name="make"/> writes with the id it is given.</summary>
    public void Ask(Func<long, byte[]> make, Action<JsonElement> answered)
    {
        byte[] packet;
        lock (_asked)
        {
            var id = _askedIds++;
            _asked.Remove(id - Host.Options.MaxPendingAcks);
            _asked.Add(id, answered);
            packet = make(id);
        }

        Answer(packet);
    }

    /// <summary>Ends the connection with a word to every namespace: official clients do not come back by themselves.</summary>
    public void Dismiss(int code, string reason, byte[]? word)
    {
        Main?.Dismissed();
        if (word is not null)
        {
            Answer(word);
        }

        Close(code, reason, PacketWriter.Disconnected(Packet.DefaultNamespace), drop: false);
    }

    public override void Dismiss() => Dismiss(CloseCodes.GoingAway, "disconnected by an operator", null);

    /// <summary>Ends the connection; official clients come back.</summary>
    public void Drop(int code, string reason) => Close(code, reason, null, drop: true);

    /// <summary>Official clients come back by themselves.</summary>
    protected override byte[] WriteShutDown(TimeSpan retry) => Fleet.FleetMessages.ShutDown(retry);

    protected override ReadOnlyMemory<byte> Write(object message)
    {
        if (message is not Acceptance acceptance)
        {
            return _speaker!.Write(message);
        }

        _speaker = acceptance.Speaker;
        return acceptance.Packet;
    }

    protected override void Unsent(object message)
    {
        if (message is not (byte[] or EnginePing or Acceptance))
        {
            Main?.Unsent(message);
        }
    }

    protected override void PingLeaves() => Main?.PingLeaves();

    protected override void PongCame() => Main?.PongCame();

    protected override void CheckDeadlines(DateTimeOffset now)
    {
        if (Main is { } main)
        {
            main.CheckDeadlines(now);
        }
        else if (now - OpenedAt >= TimeSpan.FromSeconds(Host.Options.ConnectSeconds))
        {
            Close(CloseCodes.AuthenticationFailed, "no namespace in time", null, drop: true);
        }
    }

    protected override async ValueTask<bool> Hear(EnginePacket message)
    {
        if (_rate.Take(Now) > TimeSpan.Zero)
        {
            Drop(CloseCodes.RateLimit, "rate limit");
            return true;
        }

        if (message.Kind == EngineKind.Binary)
        {
            if (_partial is null || !_partial.TryAdd(message.Data.Span))
            {
                return false;
            }

            return !_partial.IsWhole || await Handle(_partial.Packet, TakePartial());
        }

        if (_partial is not null || !PacketReader.TryRead(message.Data, Host.Options.MaxAttachments, out var packet))
        {
            return false;
        }

        if (packet.IsBinary)
        {
            _partial = new BinaryPacket(packet, Host.Options.MaxPayloadBytes);
            return true;
        }

        return await Handle(packet, []);
    }

    protected override async Task Left(EngineEnd reason)
    {
        foreach (var (_, handler, _) in _namespaces.ToList())
        {
            await handler.Left(reason);
        }
    }

    private IReadOnlyList<byte[]> TakePartial()
    {
        var attachments = _partial!.Attachments;
        _partial = null;
        return attachments;
    }

    private async ValueTask<bool> Handle(Packet packet, IReadOnlyList<byte[]> attachments)
    {
        var at = _namespaces.FindIndex(n => n.Space == packet.Namespace);
        if (packet.Kind == PacketKind.Connect)
        {
            return at < 0 && await Connect(packet);
        }

        if (at < 0 || !_namespaces[at].Let)
        {
            return _main is not null; // a namespace it left: late events are ignored. Before any connect: not Socket.IO.
        }

        var handler = _namespaces[at].Handler;
        switch (packet.Kind)
        {
            case PacketKind.Disconnect:
                _namespaces.RemoveAt(at);
                await handler.Left(null);
                return true;
            case PacketKind.Ack or PacketKind.BinaryAck:
                Answered(packet);
                return true;
            default:
                await handler.Hear(new SocketEvent(packet.Id, packet.Json, attachments));
                return true;
        }
    }

    private async ValueTask<bool> Connect(Packet packet)
    {
        if (_open(this, packet.Namespace) is not { } handler)
        {
            Send(PacketWriter.Refused(packet.Namespace, "Invalid namespace", null));
            return true;
        }

        _namespaces.Add((packet.Namespace, handler, false));
        await handler.Connect(packet.Json);
        return true;
    }

    private void Answered(Packet packet)
    {
        Action<JsonElement>? answered;
        lock (_asked)
        {
            _asked.Remove(packet.Id!.Value, out answered);
        }

        if (answered is not null)
        {
            using var json = JsonDocument.Parse(packet.Json);
            answered(json.RootElement);
        }
    }

    /// <summary>From here on in the queue messages are this handler's.</summary>
    private sealed record Acceptance(SocketHandler Speaker, byte[] Packet);
}

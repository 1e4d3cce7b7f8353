using System.Net.WebSockets;

namespace Fleet.Gateway.Protocols.SocketIo.EngineIo;

/// <summary>One WebSocket's life: it starts a session, or takes one over that began with polling.</summary>
internal sealed class EngineSocketRun(EngineHost host, WebSocketConnection socket)
{
    private static readonly byte[] ProbeText = "probe"u8.ToArray();

    private readonly List<EnginePacket> _one = new(1);

    public async Task Start(EngineSession session, CancellationToken aborted)
    {
        session.SendOpen(EngineCodec.Open(session.Sid, mayUpgrade: false, host.Options));
        session.Open();
        session.Port.TrySwitch(socket);
        await Listen(session, aborted);
    }

    /// <summary>The client probes, waits for its polling to come to rest, and says <c>5</c>.</summary>
    public async Task Upgrade(EngineSession session, CancellationToken aborted)
    {
        if (!session.Port.TryProbe())
        {
            await socket.Close(CloseCodes.Normal, "");
            return;
        }

        var switched = false;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(host.Options.UpgradeSeconds), host.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, aborted);
            switched = await Probed(either.Token) && session.Port.TrySwitch(socket);
        }
        catch (Exception e) when (IsGone(e))
        {
            // It never took over: polling goes on.
        }
        finally
        {
            if (!switched)
            {
                session.Port.ProbeFailed();
                socket.Abort();
            }
        }

        if (switched)
        {
            await Listen(session, aborted);
        }
    }

    private static bool IsGone(Exception e) =>
        e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException;

    private async Task<bool> Probed(CancellationToken cancellationToken)
    {
        while (true)
        {
            var inbound = await socket.Receive(cancellationToken);
            try
            {
                if (inbound.Kind != InboundKind.Text || !EngineCodec.TryReadText(inbound.Bytes, out var packet))
                {
                    return false;
                }

                switch (packet.Kind)
                {
                    case EngineKind.Ping when packet.Data.Span.SequenceEqual(ProbeText):
                        await socket.Send(new ReadOnlyMemory<byte>[] { EngineCodec.Probed });
                        break;
                    case EngineKind.Upgrade:
                        return true;
                    default:
                        return false;
                }
            }
            finally
            {
                WebSocketConnection.Return(inbound);
            }
        }
    }

    private async Task Listen(EngineSession session, CancellationToken aborted)
    {
        try
        {
            while (await Step(session, aborted))
            {
            }
        }
        catch (Exception e) when (IsGone(e))
        {
            // The peer is gone without a word. It may come back.
        }
        finally
        {
            session.Over(EngineEnd.TransportClosed);
            await session.Ended;
        }
    }

    private async ValueTask<bool> Step(EngineSession session, CancellationToken aborted)
    {
        var inbound = await socket.Receive(aborted);
        try
        {
            switch (inbound.Kind)
            {
                case InboundKind.Close:
                    await session.PeerClosed();
                    return false;
                case InboundKind.TooBig:
                    session.Break(CloseCodes.TooBig, "message too big");
                    return true;
                case InboundKind.Binary:
                    await Pass(session, new EnginePacket(EngineKind.Binary, inbound.Bytes));
                    return true;
                default:
                    if (EngineCodec.TryReadText(inbound.Bytes, out var packet))
                    {
                        await Pass(session, packet);
                    }
                    else
                    {
                        session.Break(CloseCodes.ProtocolError, "protocol error");
                    }

                    return true;
            }
        }
        finally
        {
            WebSocketConnection.Return(inbound);
        }
    }

    private ValueTask<bool> Pass(EngineSession session, EnginePacket packet)
    {
        _one.Clear();
        _one.Add(packet);
        return session.Receive(_one);
    }
}

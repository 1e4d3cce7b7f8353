using System.Buffers;
using System.Net.WebSockets;

namespace Fleet.Gateway.Protocols.SocketIo.EngineIo;

/// <summary>A WebSocket as Engine.IO uses it. An idle one holds no buffer; frames due together leave in one write.</summary>
internal sealed class EngineSocket(WebSocket socket, Stream stream, HttpContext context, EngineHost host) : IDisposable
{
    private const int FirstBuffer = 4 * 1024;

    /// <summary>Frames of one write. A larger message is written apart, without being copied.</summary>
    private const int WriteBuffer = 64 * 1024;

    private readonly Lock _ending = new();
    private bool _ended;

    public async ValueTask Send(ReadOnlyMemory<ReadOnlyMemory<byte>> packets)
    {
        var wanted = 0;
        for (var i = 0; i < packets.Length; i++)
        {
            wanted += packets.Span[i].Length + EngineFrames.MaxHeader;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Math.Clamp(wanted, EngineFrames.MaxHeader, WriteBuffer));
        try
        {
            var used = 0;
            for (var i = 0; i < packets.Length; i++)
            {
                var packet = packets.Span[i];
                if (used > 0 && used + packet.Length + EngineFrames.MaxHeader > buffer.Length)
                {
                    await stream.WriteAsync(buffer.AsMemory(0, used), CancellationToken.None);
                    used = 0;
                }

                if (packet.Length + EngineFrames.MaxHeader > buffer.Length)
                {
                    await SendWhole(packet);
                    continue;
                }

                used += EngineFrames.WriteHeader(packet, buffer.AsSpan(used), out var body);
                body.Span.CopyTo(buffer.AsSpan(used));
                used += body.Length;
            }

            if (used > 0)
            {
                await stream.WriteAsync(buffer.AsMemory(0, used), CancellationToken.None);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The next whole message, unless it is too big or the peer says goodbye. Its bytes belong to the caller until <see cref="Return"/>.</summary>
    public async ValueTask<EngineInbound> Receive(CancellationToken cancellationToken)
    {
        var first = await socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken);
        if (first.MessageType == WebSocketMessageType.Close)
        {
            return new EngineInbound(EngineInboundKind.Close, default, null);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(FirstBuffer, host.Options.MaxPayloadBytes + 1));
        var length = 0;
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            length += result.Count;
            if (result.MessageType == WebSocketMessageType.Close || length > host.Options.MaxPayloadBytes || result.EndOfMessage)
            {
                var kind = result.MessageType == WebSocketMessageType.Close ? EngineInboundKind.Close
                    : length > host.Options.MaxPayloadBytes ? EngineInboundKind.TooBig
                    : result.MessageType == WebSocketMessageType.Binary ? EngineInboundKind.Binary
                    : EngineInboundKind.Text;
                return new EngineInbound(kind, buffer.AsMemory(0, length), buffer);
            }

            if (length == buffer.Length)
            {
                var grown = ArrayPool<byte>.Shared.Rent(length * 2);
                buffer.CopyTo(grown, 0);
                ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
                buffer = grown;
            }
        }
    }

    public static void Return(EngineInbound inbound)
    {
        if (inbound.Rented is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true); // it may hold a token
        }
    }

    public async ValueTask Close(int code, string reason) =>
        await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, CancellationToken.None);

    /// <summary>Nothing once the request is over: its context belongs to nobody then.</summary>
    public void Abort()
    {
        lock (_ending)
        {
            if (!_ended)
            {
                socket.Abort();
                context.Abort();
            }
        }
    }

    public void Dispose()
    {
        lock (_ending)
        {
            _ended = true;
        }

        socket.Dispose();
    }

    /// <summary>Header and body in two pieces of one message, which the WebSocket's own sender keeps together.</summary>
    private async ValueTask SendWhole(ReadOnlyMemory<byte> packet)
    {
        var binary = packet.Span[0] == EngineCodec.BinaryMark;
        await socket.SendAsync(
            binary ? packet[1..] : packet,
            binary ? WebSocketMessageType.Binary : WebSocketMessageType.Text,
            endOfMessage: true,
            CancellationToken.None);
    }
}

using System.Buffers;
using System.Net.WebSockets;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>
/// A WebSocket as sessions use it: what it reads comes from the framework's WebSocket, messages are written beside it.
/// Receiving waits with an empty buffer and rents one only when bytes are there, so that an idle connection holds none.
/// </summary>
internal sealed class StreamingTransport(WebSocket socket, ConnectionOutput output, HttpContext context, int maxMessageBytes) : ISessionTransport, IDisposable
{
    private const int FirstBuffer = 4 * 1024;

    private readonly Lock _ending = new();
    private bool _ended;
    private int _compression;

    /// <summary>The code of the peer's goodbye, where it gave one that can be given back.</summary>
    public int? PeerCloseCode => socket.CloseStatus is { } code and not WebSocketCloseStatus.Empty ? (int)code : null;

    /// <summary>Whether the handshake agreed on permessage-deflate.</summary>
    public bool Deflates { get; init; }

    /// <summary>Of what is sent from now on.</summary>
    public MessageCompression Compression
    {
        get => (MessageCompression)Volatile.Read(ref _compression);
        set => Volatile.Write(ref _compression, (int)value);
    }

    public ValueTask Send(ReadOnlyMemory<ReadOnlyMemory<byte>> messages) =>
        Compression == MessageCompression.None ? output.Send(messages.Span) : SendCompressed(messages.Span);

    public async ValueTask Close(int code, string reason) =>
        await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, CancellationToken.None);

    /// <summary>Asks the peer for a sign of life. Never throws: that a connection is gone is noticed by its reader.</summary>
    public async Task Ping()
    {
        try
        {
            await output.Ping();
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or System.Net.Sockets.SocketException or InvalidOperationException)
        {
        }
    }

    /// <summary>Nothing once the request is over: its context belongs to nobody then, and touching it throws.</summary>
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

    /// <summary>The next whole message. Its bytes belong to the caller until <see cref="Return"/>.</summary>
    public async ValueTask<Inbound> Receive(CancellationToken cancellationToken)
    {
        var first = await socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken);
        if (first.MessageType == WebSocketMessageType.Close)
        {
            return new Inbound(InboundKind.Close, default, null);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(FirstBuffer, maxMessageBytes + 1));
        var length = 0;
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            length += result.Count;
            var kind = result.MessageType switch
            {
                WebSocketMessageType.Close => InboundKind.Close,
                WebSocketMessageType.Binary => InboundKind.Binary,
                _ when length > maxMessageBytes => InboundKind.TooBig,
                _ => InboundKind.Text,
            };
            if (kind != InboundKind.Text || result.EndOfMessage)
            {
                return new Inbound(kind, buffer.AsMemory(0, length), buffer);
            }

            if (length == buffer.Length)
            {
                buffer = Grow(buffer);
            }
        }
    }

    public static void Return(Inbound inbound)
    {
        if (inbound.Rented is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true); // it may hold a key
        }
    }

    private ValueTask SendCompressed(ReadOnlySpan<ReadOnlyMemory<byte>> messages)
    {
        var compressed = new ReadOnlyMemory<byte>[messages.Length];
        for (var i = 0; i < messages.Length; i++)
        {
            compressed[i] = Deflates ? MessageCompressor.Deflate(messages[i].Span) : MessageCompressor.Gzip(messages[i].Span);
        }

        return output.Send(compressed, Deflates ? ConnectionOutput.CompressedText : ConnectionOutput.Binary);
    }

    private static byte[] Grow(byte[] buffer)
    {
        var grown = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(grown, 0);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return grown;
    }

    internal readonly record struct Inbound(InboundKind Kind, ReadOnlyMemory<byte> Bytes, byte[]? Rented);
}

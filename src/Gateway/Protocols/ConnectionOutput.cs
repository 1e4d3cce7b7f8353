using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections.Features;

namespace Fleet.Gateway.Protocols;

/// <summary>
/// All that leaves on one upgraded connection, in order: text frames of the session's writer, and the frames that the
/// WebSocket itself writes (pongs, goodbyes). Messages due together are one write. On a plain TCP connection that write
/// goes straight to the socket, from the caller's thread; what the kernel does not take at once is sent behind it. Over
/// TLS everything goes through Kestrel's stream. Bound: what one call was given; callers wait for one before the next.
/// </summary>
internal sealed class ConnectionOutput
{
    private const int ScratchSize = 64 * 1024;
    private const int MaxHeader = 10;

    /// <summary>First bytes of whole messages, RFC 6455 §5.2: FIN, opcode 1; opcode 2; and RFC 7692 §6: RSV1, compressed.</summary>
    public const byte Text = 0x81;
    public const byte Binary = 0x82;
    public const byte CompressedText = 0xC1;

    /// <summary>RFC 6455 §5.5.2: FIN, opcode 9, no payload. The peer's pong is heard as any bytes are.</summary>
    private static ReadOnlySpan<byte> PingFrame => [0x89, 0x00];

    [ThreadStatic]
    private static byte[]? _scratch;

    private readonly Lock _lock = new();
    private readonly Stream _stream;
    private readonly Socket? _socket;
    private bool _direct;
    private Task _last = Task.CompletedTask; // of what could not leave at once

    private ConnectionOutput(Stream stream, Socket? socket)
    {
        _stream = stream;
        _socket = socket;
    }

    /// <param name="sendBuffer">Of the kernel, bytes: what it takes from a session whose peer does not read.</param>
    public static ConnectionOutput Of(HttpContext context, Stream connection, int sendBuffer)
    {
        var socket = context.Features.Get<IConnectionSocketFeature>()?.Socket;
        if (socket is not null)
        {
            socket.SendBufferSize = sendBuffer;
        }

        // Straight to the socket only where nothing but Kestrel stands between it and the session.
        return new ConnectionOutput(connection, context.Features.Get<ITlsHandshakeFeature>() is null ? socket : null);
    }

    /// <summary>
    /// The peer said something, so it has had the answer to its handshake, which Kestrel sends in its own time: from now
    /// on nothing else is on its way through Kestrel.
    /// </summary>
    public void PeerHeard()
    {
        if (!Volatile.Read(ref _direct) && _socket is not null)
        {
            _socket.Blocking = false;
            Volatile.Write(ref _direct, true);
        }
    }

    /// <summary>Sends each as one message, whose frame begins with <paramref name="kind"/>.</summary>
    public ValueTask Send(ReadOnlySpan<ReadOnlyMemory<byte>> messages, byte kind = Text)
    {
        var size = 0;
        foreach (var message in messages)
        {
            size += message.Length + MaxHeader;
        }

        var buffer = size <= ScratchSize ? _scratch ??= new byte[ScratchSize] : ArrayPool<byte>.Shared.Rent(size);
        var length = 0;
        foreach (var message in messages)
        {
            length += WriteHeader(buffer.AsSpan(length), kind, message.Length);
            message.Span.CopyTo(buffer.AsSpan(length));
            length += message.Length;
        }

        var sending = Write(buffer.AsSpan(0, length));
        if (size > ScratchSize)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return sending;
    }

    /// <summary>Asks the peer for a sign of life.</summary>
    public ValueTask Ping() => Write(PingFrame);

    /// <summary>Sends bytes that are whole frames. They are the caller's again when this returns, whether or not the task is done.</summary>
    public ValueTask Write(ReadOnlySpan<byte> frames)
    {
        lock (_lock)
        {
            if (!_last.IsCompletedSuccessfully)
            {
                // Half a frame may have left: who comes behind it waits, and fails with it.
                return new ValueTask(_last = Behind(_last, frames.ToArray()));
            }

            var sent = Volatile.Read(ref _direct) ? SendNow(frames) : 0;
            if (sent == frames.Length)
            {
                return ValueTask.CompletedTask;
            }

            _last = SendRest(frames[sent..]);
            return new ValueTask(_last);
        }
    }

    internal static int WriteHeader(Span<byte> into, byte kind, int length)
    {
        into[0] = kind;
        switch (length)
        {
            case < 126:
                into[1] = (byte)length;
                return 2;
            case <= ushort.MaxValue:
                into[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(into[2..], (ushort)length);
                return 4;
            default:
                into[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(into[2..], (ulong)length);
                return MaxHeader;
        }
    }

    /// <returns>Bytes that the kernel took.</returns>
    private int SendNow(ReadOnlySpan<byte> bytes)
    {
        var sent = _socket!.Send(bytes, SocketFlags.None, out var error);
        return error is SocketError.Success or SocketError.WouldBlock
            ? sent
            : throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely, new SocketException((int)error));
    }

    private Task SendRest(ReadOnlySpan<byte> bytes)
    {
        var rented = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(rented);
        return SendRest(rented, bytes.Length);
    }

    private async Task SendRest(byte[] rented, int length)
    {
        var rest = rented.AsMemory(0, length);
        if (Volatile.Read(ref _direct))
        {
            while (rest.Length > 0)
            {
                rest = rest[await _socket!.SendAsync(rest, SocketFlags.None, CancellationToken.None)..];
            }
        }
        else
        {
            await _stream.WriteAsync(rest, CancellationToken.None);
        }

        ArrayPool<byte>.Shared.Return(rented); // not where it failed: the kernel may still read it
    }

    private async Task Behind(Task before, byte[] frames)
    {
        await before;
        await SendRest(frames);
    }
}

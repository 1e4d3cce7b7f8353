using System.Buffers;
using System.Net.Sockets;
using System.Net.WebSockets;
using Fleet.Gateway.Protocols.Upgrades;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols;

/// <summary>
/// A WebSocket as sessions use it, whatever protocol they speak: what it reads comes from the framework's WebSocket, messages are written
/// beside it. Receiving waits with an empty buffer and rents one only when bytes are there, so that an idle connection holds none.
/// The request that it began with is not held either, where the server lets go of it (decision 45).
/// </summary>
internal sealed class WebSocketConnection : ISessionTransport, IDisposable
{
    private const int FirstBuffer = 4 * 1024;

    private readonly Lock _ending = new();
    private readonly WebSocket _socket;
    private readonly ConnectionOutput _output;
    private readonly HeardStream _stream;
    private readonly int _maxMessageBytes;
    private HttpContext? _context;
    private DirectUpgrade? _upgrade;
    private Socket? _direct;
    private bool _ended;
    private int _compression;

    private WebSocketConnection(HttpContext context, Stream connection, WebSocketTerms terms, bool deflates)
    {
        _maxMessageBytes = terms.MaxMessageBytes;
        Deflates = deflates;
        _upgrade = context.Features.Get<DirectUpgrade>();
        _direct = _upgrade?.Socket;
        _context = _upgrade is null ? context : null;
        _output = ConnectionOutput.Of(context, connection, terms.SendBufferBytes);
        _stream = new HeardStream(connection, _output);
        if (_direct is not null)
        {
            _output.PeerHeard(); // it has its answer: nobody else writes on that socket
        }

        // No pings of ours but where the protocol has no signs of life of its own; what a peer answers, or pings us with, is seen by HeardStream.
        _socket = WebSocket.CreateFromStream(_stream, new WebSocketCreationOptions
        {
            IsServer = true,
            KeepAliveInterval = terms.Ping ?? Timeout.InfiniteTimeSpan,
            KeepAliveTimeout = terms.Ping * 3 ?? Timeout.InfiniteTimeSpan,
            DangerousDeflateOptions = deflates ? new WebSocketDeflateOptions { ClientContextTakeover = false, ServerContextTakeover = false } : null,
        });
    }

    /// <summary>Told whenever bytes arrive.</summary>
    public Action Heard
    {
        set => _stream.Heard = value;
    }

    /// <summary>The code of the peer's goodbye, where it gave one that can be given back.</summary>
    public int? PeerCloseCode => _socket.CloseStatus is { } code and not WebSocketCloseStatus.Empty ? (int)code : null;

    /// <summary>Whether the handshake agreed on permessage-deflate.</summary>
    public bool Deflates { get; }

    /// <summary>Of what is sent from now on.</summary>
    public MessageCompression Compression
    {
        get => (MessageCompression)Volatile.Read(ref _compression);
        set => Volatile.Write(ref _compression, (int)value);
    }

    /// <summary>The handshake; null where the request was answered with an error instead.</summary>
    public static async Task<WebSocketConnection?> Accept(HttpContext context, WebSocketTerms terms)
    {
        var deflate = terms.Deflate ? PerMessageDeflate.Answer(context.Request.Headers.SecWebSocketExtensions) : null;
        return await WebSocketHandshake.Accept(context, deflate, terms.Subprotocol) is { } connection
            ? new WebSocketConnection(context, connection, terms, deflate is not null)
            : null;
    }

    public static void Return(Inbound inbound)
    {
        if (inbound.Rented is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true); // it may hold a key
        }
    }

    /// <summary>
    /// Runs a session and ends the connection behind it. Returns when the session has ended or, where the request need not last as long, at once; the caller must be done
    /// with the request either way.
    /// </summary>
    /// <param name="session">Is given a token that tells of the connection's end; where that is none, reading fails when it ends.</param>
    public Task Run(Func<CancellationToken, Task> session)
    {
        if (_upgrade is { } upgrade)
        {
            _upgrade = null; // and with it the request
            upgrade.Detach(() => RunToEnd(session, CancellationToken.None));
            return Task.CompletedTask;
        }

        return RunToEnd(session, _context!.RequestAborted);
    }

    public ValueTask Send(ReadOnlyMemory<ReadOnlyMemory<byte>> messages) =>
        Compression == MessageCompression.None ? _output.Send(messages.Span) : SendCompressed(messages.Span);

    /// <summary>Sends one binary message.</summary>
    public ValueTask SendBinary(ReadOnlyMemory<byte> message) => _output.Send([message], ConnectionOutput.Binary);

    public async ValueTask Close(int code, string reason) =>
        await _socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, CancellationToken.None);

    /// <summary>Asks the peer for a sign of life. Never throws: that a connection is gone is noticed by its reader.</summary>
    public async Task Ping()
    {
        try
        {
            await _output.Ping();
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or SocketException or InvalidOperationException)
        {
        }
    }

    /// <summary>Nothing once the connection is over: its request belongs to nobody then, and touching it throws.</summary>
    public void Abort()
    {
        lock (_ending)
        {
            if (!_ended)
            {
                _socket.Abort();
                _context?.Abort();
                _direct?.Dispose();
            }
        }
    }

    public void Dispose()
    {
        lock (_ending)
        {
            _ended = true;
            (_context, _upgrade, _direct) = (null, null, null);
        }

        _socket.Dispose();
    }

    /// <summary>The next whole message. Its bytes belong to the caller until <see cref="Return"/>.</summary>
    public async ValueTask<Inbound> Receive(CancellationToken cancellationToken)
    {
        var first = await _socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken);
        if (first.MessageType == WebSocketMessageType.Close)
        {
            return new Inbound(InboundKind.Close, default, null);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(FirstBuffer, _maxMessageBytes + 1));
        var length = 0;
        while (true)
        {
            var result = await _socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            length += result.Count;
            InboundKind? whole = result.MessageType == WebSocketMessageType.Close ? InboundKind.Close
                : length > _maxMessageBytes ? InboundKind.TooBig
                : !result.EndOfMessage ? null
                : result.MessageType == WebSocketMessageType.Binary ? InboundKind.Binary
                : InboundKind.Text;
            if (whole is { } kind)
            {
                return new Inbound(kind, buffer.AsMemory(0, length), buffer);
            }

            if (length == buffer.Length)
            {
                buffer = Grow(buffer);
            }
        }
    }

    private async Task RunToEnd(Func<CancellationToken, Task> session, CancellationToken aborted)
    {
        using (this)
        {
            await session(aborted);
        }
    }

    private ValueTask SendCompressed(ReadOnlySpan<ReadOnlyMemory<byte>> messages)
    {
        var compressed = new ReadOnlyMemory<byte>[messages.Length];
        for (var i = 0; i < messages.Length; i++)
        {
            compressed[i] = Deflates ? MessageCompressor.Deflate(messages[i].Span) : MessageCompressor.Gzip(messages[i].Span);
        }

        return _output.Send(compressed, Deflates ? ConnectionOutput.CompressedText : ConnectionOutput.Binary);
    }

    private static byte[] Grow(byte[] buffer)
    {
        var grown = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(grown, 0);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return grown;
    }
}

using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Fleet.Gateway.Protocols.Upgrades;

/// <summary>
/// Accepts connections and looks at the first bytes of each without taking them: a WebSocket's opening request is served by
/// <see cref="UpgradeServer"/>, everything else (HTTP, TLS, what is in doubt) is Kestrel's, as if nobody had looked.
/// </summary>
internal sealed class UpgradeListener : IConnectionListener
{
    /// <summary>Bytes looked at. A longer request is Kestrel's.</summary>
    private const int Look = 8 * 1024;

    /// <summary>Connections on their way to Kestrel. Overflow: no more are accepted, and they wait in the kernel's backlog.</summary>
    private const int MaxReady = 1_024;

    /// <summary>Who has said nothing by then is Kestrel's to wait for.</summary>
    private static readonly TimeSpan FirstWord = TimeSpan.FromSeconds(10);

    private readonly Socket _listen;
    private readonly SocketTransportOptions _options;
    private readonly SocketConnectionContextFactory _connections;
    private readonly UpgradeServer _server;
    private readonly TimeProvider _time;
    private readonly Channel<ConnectionContext> _ready = Channel.CreateBounded<ConnectionContext>(MaxReady);
    private readonly Task _accepting;

    public UpgradeListener(Socket listen, SocketTransportOptions options, SocketConnectionContextFactory connections, UpgradeServer server, TimeProvider time)
    {
        (_listen, _options, _connections, _server, _time) = (listen, options, connections, server, time);
        EndPoint = listen.LocalEndPoint!;
        _accepting = Accept();
    }

    public EndPoint EndPoint { get; }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _ready.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_ready.Reader.TryRead(out var connection))
            {
                return connection;
            }
        }

        return null;
    }

    /// <summary>Sessions have been told goodbye when this is called; they get the server's time to end.</summary>
    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _listen.Dispose();
        await _accepting;
        _ready.Writer.TryComplete();
        try
        {
            await _server.Idle().WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Who is still there is cut with the process.
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listen.Dispose();
        await _accepting;
        _ready.Writer.TryComplete();
        while (_ready.Reader.TryRead(out var connection))
        {
            await connection.DisposeAsync();
        }

        _connections.Dispose();
    }

    private async Task Accept()
    {
        while (true)
        {
            try
            {
                var socket = await _listen.AcceptAsync();
                socket.NoDelay = _options.NoDelay;
                ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Self.Sort(work.Socket), (Self: this, Socket: socket), preferLocal: false);
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
            catch (SocketException)
            {
                // The peer left while it waited in the backlog.
            }
        }
    }

    private async Task Sort(Socket socket)
    {
        try
        {
            var (taken, session) = await Take(socket);
            if (session is not null)
            {
                _ = _server.Run(socket, session);
            }

            if (taken)
            {
                return;
            }

            var connection = _connections.Create(socket);
            if (!_ready.Writer.TryWrite(connection))
            {
                await _ready.Writer.WriteAsync(connection);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or ChannelClosedException)
        {
            socket.Dispose();
        }
    }

    /// <summary>Whether it was an opening request, and what that began.</summary>
    private async ValueTask<(bool Taken, Func<Task>? Session)> Take(Socket socket) =>
        await Peek(socket) is { } request ? (true, await _server.Open(socket, request)) : (false, null);

    private async ValueTask<UpgradeRequest?> Peek(Socket socket)
    {
        if (_server.Pipeline is null)
        {
            return null;
        }

        using (var limit = new CancellationTokenSource(FirstWord, _time))
        {
            try
            {
                await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, limit.Token);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Look);
        try
        {
            var seen = await socket.ReceiveAsync(buffer.AsMemory(0, Look), SocketFlags.Peek);
            if (UpgradeRequest.Read(buffer.AsSpan(0, seen)) is not { } request)
            {
                return null;
            }

            // It is there already; what stands behind it is the session's.
            for (var taken = 0; taken < request.Length;)
            {
                taken += await socket.ReceiveAsync(buffer.AsMemory(0, request.Length - taken), SocketFlags.None);
            }

            return request;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true); // it may hold a token
        }
    }
}

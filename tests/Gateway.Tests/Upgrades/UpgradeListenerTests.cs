using System.Net;
using System.Net.Sockets;
using System.Text;
using Fleet.Gateway.Protocols.Streaming;

namespace Fleet.Gateway.Protocols.Upgrades;

/// <summary>Raw bytes against a listening gateway.</summary>
public sealed class UpgradeListenerTests : IAsyncLifetime
{
    private const string Key = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    private const string Open = "GET /v1/streaming HTTP/1.1\r\nHost: localhost\r\nSec-WebSocket-Version: 13\r\n" + Key + "\r\n";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30); // reached only if something never comes

    /// <summary>"{}" as a client sends it, masked with zeros.</summary>
    private static readonly byte[] EmptyMessage = [0x81, 0x82, 0, 0, 0, 0, (byte)'{', (byte)'}'];

    private StreamingServer _server = null!;

    public async Task InitializeAsync() => _server = await StreamingServer.Start();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    public async Task Request_in_one_piece_or_in_two_opens_the_same_socket(int firstPiece)
    {
        using var peer = await Connect();
        var bytes = Encoding.ASCII.GetBytes(Open);
        if (firstPiece > 0)
        {
            await peer.SendAsync(bytes.AsMemory(0, firstPiece));
            await peer.SendAsync(bytes.AsMemory(firstPiece)); // perhaps in one segment after all: the answer is the same
        }
        else
        {
            await peer.SendAsync(bytes);
        }

        var head = await Read(peer, "\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 101 Switching Protocols\r\n", head, StringComparison.Ordinal);
        Assert.Contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n", head, StringComparison.OrdinalIgnoreCase);

        await peer.SendAsync(EmptyMessage);
        Assert.Contains("invalid_message", await Read(peer, "invalid_message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_right_behind_the_request_is_the_first_message()
    {
        using var peer = await Connect();
        await peer.SendAsync((byte[])[.. Encoding.ASCII.GetBytes(Open), .. EmptyMessage]);

        Assert.Contains("invalid_message", await Read(peer, "invalid_message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_that_is_no_good_is_answered_and_the_connection_ends()
    {
        using var peer = await Connect();
        await peer.SendAsync(Encoding.ASCII.GetBytes(Open.Replace("Version: 13", "Version: 12", StringComparison.Ordinal)));

        var answer = await ReadAll(peer);
        Assert.StartsWith("HTTP/1.1 426 ", answer, StringComparison.Ordinal);
        Assert.Contains("Sec-WebSocket-Version: 13\r\n", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Path_that_is_nobodys_is_not_found()
    {
        using var peer = await Connect();
        await peer.SendAsync(Encoding.ASCII.GetBytes(Open.Replace("/v1/streaming", "/v1/nothing", StringComparison.Ordinal)));

        Assert.StartsWith("HTTP/1.1 404 ", await ReadAll(peer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_stops_says_goodbye_and_waits_for_the_answer()
    {
        using var peer = await Connect();
        await peer.SendAsync(Encoding.ASCII.GetBytes(Open));
        await Read(peer, "\r\n\r\n");

        var stopping = _server.Stop();
        Assert.Contains("server going away", await Read(peer, "server going away"), StringComparison.Ordinal);
        Assert.False(stopping.IsCompleted);
        await peer.SendAsync((byte[])[0x88, 0x82, 0, 0, 0, 0, 0x03, 0xE9]); // 1001

        await stopping.WaitAsync(Limit);
    }

    [Fact]
    public async Task Socket_that_opens_while_the_server_stops_is_told_too()
    {
        _server.Registry.SayGoodbye(); // what a stopping host does first
        using var peer = await Connect();
        await peer.SendAsync(Encoding.ASCII.GetBytes(Open));

        Assert.Contains("server_shutdown", await Read(peer, "server going away"), StringComparison.Ordinal);
    }

    private async Task<Socket> Connect()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, _server.Address.Port);
        return socket;
    }

    private static async Task<string> Read(Socket peer, string until)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        var text = new StringBuilder();
        var buffer = new byte[4_096];
        while (!text.ToString().Contains(until, StringComparison.Ordinal))
        {
            var read = await peer.ReceiveAsync(buffer, limit.Token);
            Assert.True(read > 0, $"Closed after: {text}");
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    private static async Task<string> ReadAll(Socket peer)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        var text = new StringBuilder();
        var buffer = new byte[4_096];
        for (int read; (read = await peer.ReceiveAsync(buffer, limit.Token)) > 0;)
        {
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return text.ToString();
    }
}

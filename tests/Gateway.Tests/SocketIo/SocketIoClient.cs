using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Fleet.Gateway.Protocols.SocketIo;

/// <summary>The other end of a conversation over a WebSocket, in bare packets. Keeps the offset as the official client does.</summary>
internal sealed class SocketIoClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30); // reached only if something never comes

    private readonly ClientWebSocket _socket = new();

    public string Sid { get; private set; } = "";

    public string? Pid { get; private set; }

    public string? Offset { get; private set; }

    public static async Task<SocketIoClient> Connect(string url)
    {
        var client = new SocketIoClient();
        client._socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        await client._socket.ConnectAsync(new Uri(url.Replace("http", "ws", StringComparison.Ordinal) + "/socket.io/?EIO=4&transport=websocket"), CancellationToken.None);
        Assert.StartsWith("0{", await client.Receive(), StringComparison.Ordinal);
        return client;
    }

    public Task Say(string packet) => Send(Encoding.UTF8.GetBytes(packet), WebSocketMessageType.Text);

    public Task Emit(string name, string argument, int? ack = null) => Say($"42{ack}[\"{name}\",{argument}]");

    public Task Send(byte[] bytes, WebSocketMessageType type) => _socket.SendAsync(bytes, type, true, CancellationToken.None);

    public async Task Welcomed()
    {
        var packet = await Receive() ?? throw new InvalidOperationException($"Closed with {_socket.CloseStatus} before it was let in.");
        Assert.StartsWith("40{", packet, StringComparison.Ordinal);
        var welcome = JsonDocument.Parse(packet[2..]).RootElement;
        (Sid, Pid) = (welcome.GetProperty("sid").GetString()!, welcome.TryGetProperty("pid", out var pid) ? pid.GetString() : null);
    }

    /// <summary>The next event, which has to be this one.</summary>
    public async Task<JsonElement> Next(string name)
    {
        var packet = await Receive() ?? throw new InvalidOperationException($"Closed with {_socket.CloseStatus} before {name}.");
        Assert.StartsWith("42[", packet, StringComparison.Ordinal);
        var arguments = JsonDocument.Parse(packet[2..]).RootElement;
        Assert.True(name == arguments[0].GetString(), $"Expected {name}, got {packet}");
        if (arguments[arguments.GetArrayLength() - 1].ValueKind == JsonValueKind.String)
        {
            Offset = arguments[arguments.GetArrayLength() - 1].GetString();
        }

        return arguments[1];
    }

    /// <summary>The next packet, word for word; null for the end.</summary>
    public async Task<string?> Receive()
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        var buffer = new byte[1024];
        using var message = new MemoryStream();
        while (true)
        {
            var result = await _socket.ReceiveAsync(buffer, limit.Token);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer, 0, result.Count);
            if (result.EndOfMessage)
            {
                return Encoding.UTF8.GetString(message.ToArray());
            }
        }
    }

    public async Task<int> Closed()
    {
        Assert.Null(await Receive());
        return (int)_socket.CloseStatus!;
    }

    /// <summary>Gone without a word.</summary>
    public void Cut() => _socket.Abort();

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}

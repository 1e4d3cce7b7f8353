using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Fleet.Gateway.Fakes;

namespace Fleet.Gateway.Ingest;

/// <summary>The other end of an ingest socket.</summary>
internal sealed class IngestClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30); // reached only if something never comes

    private readonly ClientWebSocket _socket = new();

    public static async Task<IngestClient> Connect(GatewayHost host, string? credential = null, string? apiKey = null)
    {
        var client = new IngestClient();
        client._socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        client._socket.Options.CollectHttpResponseDetails = true;
        if (credential is not null)
            client._socket.Options.SetRequestHeader("Authorization", "Bearer " + credential);
        if (apiKey is not null)
            client._socket.Options.SetRequestHeader("X-API-Key", apiKey);

        var address = new UriBuilder(host.Client.BaseAddress!) { Scheme = "ws", Path = "/v1/ingest" }.Uri;
        await client._socket.ConnectAsync(address, CancellationToken.None);
        return client;
    }

    /// <summary>A client that is through the door.</summary>
    public static async Task<IngestClient> Enter(GatewayHost host, string? credential = null)
    {
        var client = await Connect(host, credential ?? host.Token());
        await client.Next("auth_success");
        return client;
    }

    public Task Say(string json) => Send(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text);

    public Task Send(byte[] bytes, WebSocketMessageType type) => _socket.SendAsync(bytes, type, true, CancellationToken.None);

    /// <summary>The next message, which has to be of this type.</summary>
    public async Task<JsonNode> Next(string type)
    {
        var message = await Receive();
        Assert.True(message is not null, $"Closed with {_socket.CloseStatus} {_socket.CloseStatusDescription} before {type}.");
        Assert.True(type == (string?)message["type"], $"Expected {type}, got {message.ToJsonString()}");
        return message;
    }

    public async Task<(string? Type, string? Code, JsonNode Message)> NextError()
    {
        var message = await Next("error");
        return ((string?)message["error"]!["type"], (string?)message["error"]!["code"], message);
    }

    /// <summary>Nothing more comes but the goodbye.</summary>
    public async Task<int> Closed()
    {
        var more = await Receive();
        Assert.True(more is null, $"Expected the close, got {more?.ToJsonString()}");
        return (int)_socket.CloseStatus!;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonNode?> Receive()
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        var buffer = new byte[1024];
        using var message = new MemoryStream();
        while (true)
        {
            var result = await _socket.ReceiveAsync(buffer, limit.Token);
            if (result.MessageType == WebSocketMessageType.Close)
                return null;

            message.Write(buffer, 0, result.Count);
            if (result.EndOfMessage)
                return JsonNode.Parse(message.ToArray());
        }
    }
}

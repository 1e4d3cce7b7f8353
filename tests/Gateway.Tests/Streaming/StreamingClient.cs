using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>The other end of a conversation.</summary>
internal sealed class StreamingClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30); // reached only if something never comes

    private readonly ClientWebSocket _socket = new();

    public static async Task<StreamingClient> Connect(Uri address, string? origin, bool deflate = false, params string[] subprotocols)
    {
        var client = new StreamingClient();
        client._socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        client._socket.Options.DangerousDeflateOptions = deflate ? new WebSocketDeflateOptions() : null;
        foreach (var subprotocol in subprotocols)
        {
            client._socket.Options.AddSubProtocol(subprotocol);
        }

        if (origin is not null)
        {
            client._socket.Options.SetRequestHeader("Origin", origin);
        }

        await client._socket.ConnectAsync(address, CancellationToken.None);
        return client;
    }

    /// <summary>The one that the server selected.</summary>
    public string? Subprotocol => _socket.SubProtocol;

    /// <summary>Of the frames that the newest message came in.</summary>
    public WebSocketMessageType Kind { get; private set; }

    public Task Say(string json) => Send(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text);

    public Task Send(byte[] bytes, WebSocketMessageType type) => _socket.SendAsync(bytes, type, true, CancellationToken.None);

    /// <summary>One text message in so many frames.</summary>
    public async Task SendParts(byte[] bytes, int parts)
    {
        for (var i = 0; i < parts; i++)
        {
            var (from, to) = (bytes.Length * i / parts, bytes.Length * (i + 1) / parts);
            await _socket.SendAsync(bytes.AsMemory(from, to - from), WebSocketMessageType.Text, i == parts - 1, CancellationToken.None);
        }
    }

    /// <summary>The next message, which has to be of this type.</summary>
    public async Task<JsonElement> Next(string type)
    {
        var message = await Receive();
        Assert.True(message is not null, $"Closed with {_socket.CloseStatus} {_socket.CloseStatusDescription} before {type}.");
        Assert.True(type == message.Value.GetProperty("type").GetString(), $"Expected {type}, got {message}");
        Assert.True(message.Value.TryGetProperty("timestamp", out _), "S0's client drops messages without a timestamp.");
        return message.Value;
    }

    /// <summary>The next message, which has to be an error.</summary>
    public async Task<(string Type, string Code, JsonElement Error)> NextError()
    {
        var error = (await Next("error")).GetProperty("error");
        return (error.GetProperty("type").GetString()!, error.GetProperty("code").GetString()!, error);
    }

    /// <summary>Messages of this type from here on, others skipped.</summary>
    public async Task<JsonElement> Find(string type)
    {
        while (await Receive() is { } message)
        {
            if (message.GetProperty("type").GetString() == type)
            {
                return message;
            }
        }

        throw new InvalidOperationException($"Closed with {_socket.CloseStatus} before {type}.");
    }

    /// <summary>Nothing more comes but the goodbye.</summary>
    public async Task<(int Code, string Reason)> Closed()
    {
        var more = await Receive();
        Assert.True(more is null, $"Expected the close, got {more}");
        return ((int)_socket.CloseStatus!, _socket.CloseStatusDescription ?? "");
    }

    public Task Close(int code) => _socket.CloseAsync((WebSocketCloseStatus)code, "done", CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Whatever comes next; null for the goodbye.</summary>
    public async Task<JsonElement?> Receive()
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
                Kind = result.MessageType;
                message.Position = 0;
                using Stream text = Kind == WebSocketMessageType.Binary ? new GZipStream(message, CompressionMode.Decompress) : message;
                return (await JsonDocument.ParseAsync(text)).RootElement;
            }
        }
    }
}

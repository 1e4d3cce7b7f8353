using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Fleet.EndToEnd;

/// <summary>A subscriber of <c>/v1/streaming</c> that keeps all it is told.</summary>
internal sealed class StreamingClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90); // reached only if something never comes

    private readonly ClientWebSocket _socket = new();
    private readonly List<JsonElement> _messages = [];
    private readonly SemaphoreSlim _came = new(0);
    private Task _reading = Task.CompletedTask;

    public IReadOnlyList<JsonElement> Messages
    {
        get
        {
            lock (_messages)
                return [.. _messages];
        }
    }

    public static async Task<StreamingClient> Connect(FleetHost host)
    {
        var client = new StreamingClient();
        await client._socket.ConnectAsync(new Uri(host.SocketUrl + "/v1/streaming"), CancellationToken.None);
        client._reading = client.Read();
        await client.Say($$"""{"type":"auth","api_key":"{{host.Key}}"}""");
        return client;
    }

    public Task Say(string json) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>The first that is wanted, of those that came or that come.</summary>
    public async Task<JsonElement> Until(string what, Func<JsonElement, bool> wanted)
    {
        while (true)
        {
            foreach (var message in Messages)
            {
                if (wanted(message))
                    return message;
            }

            Assert.True(await _came.WaitAsync(Patience), $"{what} never came; there came {string.Join(", ", Messages.CountBy(m => m.GetProperty("type").GetString()!))}");
        }
    }

    public Task<JsonElement> Until(string type) => Until(type, m => Is(m, type));

    public static bool Is(JsonElement message, string type) => message.GetProperty("type").GetString() == type;

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _came.Dispose();
    }

    private async Task Read()
    {
        var buffer = new byte[65_536];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                    return;

                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;

                lock (_messages)
                    _messages.Add(JsonDocument.Parse(message.ToArray()).RootElement);

                message.SetLength(0);
                _came.Release();
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // It ended: what is waited for says that it never came.
        }
    }
}

using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fleet.Bench.Load;

/// <summary>What one writes first: Kestrel's WebSockets, a list of sockets per vehicle, a loop that sends. No queue, no auth, no limits.</summary>
internal static class KestrelRole
{
    private static readonly ConcurrentDictionary<string, List<WebSocket>> Rooms = new(StringComparer.Ordinal);

    public static async Task Serve()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        app.Map("/ws", Join);
        app.Map("/publish", Publish);
        await app.StartAsync();
        Roles.Ready(app.Urls.First());
        await Roles.Ended();
    }

    private static async Task Join(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[4096];
        var first = await socket.ReceiveAsync(buffer.AsMemory(), default);
        foreach (var vehicle in JsonSerializer.Deserialize<string[]>(buffer.AsSpan(0, first.Count))!)
        {
            var room = Rooms.GetOrAdd(vehicle, _ => []);
            lock (room)
                room.Add(socket);
        }

        await socket.SendAsync("subscribed"u8.ToArray(), WebSocketMessageType.Text, true, default);
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // Gone. The benchmark ends, nobody cleans up rooms.
        }
    }

    private static async Task Publish(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        foreach (var pair in document.RootElement.EnumerateArray())
        {
            if (Rooms.TryGetValue(pair[0].GetString()!, out var room))
            {
                var bytes = System.Text.Encoding.UTF8.GetBytes(pair[1].GetRawText());
                foreach (var socket in room)
                    await socket.SendAsync(bytes.AsMemory(), WebSocketMessageType.Text, true, default);
            }
        }
    }
}

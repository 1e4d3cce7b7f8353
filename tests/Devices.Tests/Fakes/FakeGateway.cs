using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Fleet.Devices.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Devices.Tests.Fakes;

/// <summary>A gateway of a few lines: takes positions, remembers them in order of arrival, streams what a test publishes.</summary>
internal sealed class FakeGateway : IAsyncDisposable
{
    public const string Key = "flt_live_test";
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<JsonObject> _log = [];
    private readonly List<Channel<string>> _sessions = [];

    private FakeGateway(WebApplication app) => _app = app;

    public GatewayAddress Address { get; private set; } = null!;

    /// <summary>Positions as they came, duplicates included.</summary>
    public ConcurrentQueue<JsonObject> Positions { get; } = new();

    public ConcurrentQueue<string> CompletedTrips { get; } = new();

    /// <summary>Looks at each upload before it is taken; returns an answer of its own, or null to let it pass.</summary>
    public Func<int, HttpContext, IResult?> Door { get; set; } = (_, _) => null;

    /// <summary>The status of a position; default accepted.</summary>
    public Func<JsonObject, string> Judge { get; set; } = _ => "accepted";

    /// <summary>What resume_complete says.</summary>
    public bool ResumeComplete { get; set; } = true;

    /// <summary>Events that live subscribers do not get, so that only a resume can find them.</summary>
    public bool LoseLive { get; set; }

    public int Uploads { get; private set; }

    public static async Task<FakeGateway> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var gateway = new FakeGateway(app);
        app.UseWebSockets();
        app.MapPost("/v1/locations", (Delegate)gateway.Locations);
        app.MapPost("/v1/trips/{id}/complete", (string id) => gateway.CompletedTrips.Enqueue(id));
        app.Map("/v1/streaming", gateway.Streaming);
        await app.StartAsync();
        var url = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        gateway.Address = new GatewayAddress(new Uri(url), Key);
        return gateway;
    }

    /// <summary>Gives an event its offset and sends it to whoever listens.</summary>
    public void Publish(JsonObject message)
    {
        lock (_lock)
        {
            message["offset"] = new JsonObject { ["shard"] = 0, ["epoch"] = "e", ["n"] = _log.Count + 1 };
            _log.Add(message);
            foreach (var session in LoseLive ? [] : _sessions)
                session.Writer.TryWrite(message.ToJsonString());
        }
    }

    public static JsonObject Safety(string id, string vehicle, string type, string severity) => new()
    {
        ["type"] = "safety_event",
        ["event_id"] = id,
        ["vehicle_id"] = vehicle,
        ["event"] = new JsonObject { ["type"] = type, ["severity"] = severity },
    };

    public static JsonObject Trip(string id, string vehicle, string kind) => new()
    {
        ["type"] = "trip_update",
        ["event_id"] = id,
        ["vehicle_id"] = vehicle,
        ["trip_id"] = "t",
        ["event"] = kind,
    };

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            foreach (var session in _sessions)
                session.Writer.TryComplete();
        }

        await _app.DisposeAsync();
    }

    private async Task<IResult> Locations(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        if (context.Request.Headers.Authorization != "Bearer " + Key)
            return Results.Problem("no such key", statusCode: 401);
        var items = JsonNode.Parse(body)!.AsArray();
        if (Door(++Uploads, context) is { } answer)
            return answer;
        var results = new List<object>();
        foreach (var item in items.Select(i => i!.AsObject()))
        {
            Positions.Enqueue(item);
            var status = Judge(item);
            results.Add(new { index = results.Count, status, error = status == "refused" ? new { field = "location.latitude", code = "range", message = "must be within ±90" } : null });
        }

        return Results.Json(new { results });
    }

    private async Task Streaming(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var session = Channel.CreateUnbounded<string>();
        var writing = Write(socket, session.Reader);
        while (await Read(socket) is { } text)
            Answer(JsonNode.Parse(text)!.AsObject(), session);
        lock (_lock)
            _sessions.Remove(session);
        session.Writer.TryComplete();
        await writing;
    }

    private void Answer(JsonObject message, Channel<string> session)
    {
        switch ((string?)message["type"])
        {
            case "auth":
                session.Writer.TryWrite((string?)message["api_key"] == Key
                    ? """{"type":"auth_success"}"""
                    : """{"type":"error","error":{"type":"authentication_failed","message":"no such key"}}""");
                break;
            case "subscribe":
                Subscribe(message, session);
                break;
            case "ping":
                session.Writer.TryWrite("""{"type":"pong"}""");
                break;
        }
    }

    private void Subscribe(JsonObject message, Channel<string> session)
    {
        var id = (string?)message["subscription_id"];
        lock (_lock)
        {
            session.Writer.TryWrite(new JsonObject
            {
                ["type"] = "subscription_confirmed",
                ["subscription_id"] = id,
                ["offsets"] = new JsonArray(new JsonObject { ["shard"] = 0, ["epoch"] = "e", ["n"] = _log.Count }),
            }.ToJsonString());
            if (message["resume"] is JsonArray resume)
            {
                var after = (int)resume[0]!["n"]!;
                foreach (var missed in ResumeComplete ? _log.Skip(after) : [])
                    session.Writer.TryWrite(missed.ToJsonString());
                session.Writer.TryWrite(JsonSerializer.Serialize(new { type = "resume_complete", subscription_id = id, complete = ResumeComplete }));
            }

            _sessions.Add(session);
        }
    }

    private static async Task<string?> Read(WebSocket socket)
    {
        try
        {
            var buffer = new byte[1 << 16];
            var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
            return part.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, part.Count);
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    private static async Task Write(WebSocket socket, ChannelReader<string> messages)
    {
        await foreach (var message in messages.ReadAllAsync())
        {
            if (socket.State == WebSocketState.Open)
                await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);
        }
    }
}

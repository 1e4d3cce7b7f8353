using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fleet.Gateway.Fakes;
using Fleet.Vehicles;

namespace Fleet.Gateway.Ingest;

public sealed class IngestDoorTests
{
    private const string Position = """{"vehicle_id":"v1","timestamp":"2024-04-13T10:30:00Z","latitude":1,"longitude":2}""";

    [Fact]
    public async Task Batch_is_answered_item_by_item_in_its_order()
    {
        await using var host = await GatewayHost.Start();
        var (status, body, _) = await Post(host, $$"""[{{Position}},{"vehicle_id":"v1","latitude":91},{{Position}},{"vehicle_id":"v2","timestamp":1713004200000,"latitude":1e400,"longitude":2}]""");
        Assert.Equal(200, status);
        Assert.Equal(
            """{"results":[{"index":0,"status":"accepted"},{"index":1,"status":"refused","error":{"field":"latitude","code":"range","message":"must be between -90 and 90"}},{"index":2,"status":"duplicate"},{"index":3,"status":"refused","error":{"field":"latitude","code":"not_finite","message":"is too large a number"}}]}""",
            body!.ToJsonString());
    }

    [Fact]
    public async Task Body_at_the_limit_is_taken_and_one_byte_more_is_413()
    {
        await using var host = await GatewayHost.Start(("Gateway:Ingest:MaxBodyBytes", "1024"));
        Assert.Equal(200, (await Post(host, Position.PadRight(1024))).Status);
        Assert.Equal(413, (await Post(host, Position.PadRight(1025))).Status);

        // Without a Content-Length the size shows only while reading.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/locations");
        request.Headers.Authorization = new("Bearer", host.Token());
        request.Headers.TransferEncodingChunked = true;
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Position.PadRight(1025)));
        request.Content.Headers.ContentType = new("application/json");
        Assert.Equal(413, (int)(await host.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Batch_beyond_the_limit_is_413()
    {
        await using var host = await GatewayHost.Start(("Gateway:Ingest:MaxBatch", "2"));
        Assert.Equal(200, (await Post(host, $"[{Position},{Position}]")).Status);
        Assert.Equal(413, (await Post(host, $"[{Position},{Position},{Position}]")).Status);
        Assert.Equal(413, (await Post(host, "[1,2,3]", "/v1/events")).Status);
    }

    [Fact]
    public async Task Sender_beyond_his_budget_waits_as_long_as_told()
    {
        await using var host = await GatewayHost.Start(("Gateway:Ingest:PositionsPerSecond", "10"), ("Gateway:Ingest:BurstSeconds", "1"));
        var batch = "[" + string.Join(",", Enumerable.Repeat(Position, 30)) + "]";
        Assert.Equal(200, (await Post(host, batch)).Status); // passes whole, and leaves a debt of 20
        var (status, body, response) = await Post(host, Position);
        Assert.Equal((429, "urn:fleet:problem:too_many_requests"), (status, (string?)body!["type"]));
        var wait = int.Parse(response.Headers.RetryAfter!.ToString(), CultureInfo.InvariantCulture);
        Assert.Equal(3, wait);
        Assert.Equal(429, (await Post(host, Position, "/v1/events")).Status);
        Assert.Equal(200, (await Post(host, Position, credential: host.Token("rival"))).Status);
        host.Time.Advance(TimeSpan.FromSeconds(wait));
        Assert.Equal(200, (await Post(host, Position)).Status);
    }

    [Fact]
    public async Task Fleet_that_cannot_follow_is_429_and_takes_nothing()
    {
        await using var host = await GatewayHost.Start(("Gateway:Ingest:MaxPendingPositions", "1000"), ("Gateway:Ingest:RetryAfterSeconds", "7"));
        var gate = new TaskCompletionSource();
        var called = new TaskCompletionSource();
        var vehicle = (FakeVehicleGrain)host.Grains.Get<IVehicleGrain>("acme/v1");
        vehicle.BeforeReport = () =>
        {
            called.TrySetResult();
            return gate.Task;
        };
        var first = Post(host, "[" + string.Join(",", Enumerable.Repeat(Position, 1000)) + "]");
        await called.Task;
        var (status, _, response) = await Post(host, Position.Replace("v1", "v2", StringComparison.Ordinal));
        Assert.Equal((429, "7"), (status, response.Headers.RetryAfter!.ToString()));
        gate.SetResult();
        Assert.Equal(200, (await first).Status);
    }

    [Fact]
    public async Task Device_events_are_answered_item_by_item()
    {
        await using var host = await GatewayHost.Start();
        var (status, body, _) = await Post(host, """
            [{"vehicle_id":"v1","type":"panic_button","timestamp":"2024-04-13T10:30:00Z","severity":"critical","details":{"presses":2},"location":{"latitude":1,"longitude":180}},
             {"type":"safety_event","vehicle_id":"v1","driver_id":"d1","timestamp":"2024-04-13T10:30:01Z","event":{"type":"phone_usage","severity":"high","details":{"duration_seconds":5},"location":{"latitude":1,"longitude":2}}},
             {"vehicle_id":"v1","type":"x","timestamp":"2024-04-13T10:30:00Z","severity":"Critical"},
             {"vehicle_id":"v1","type":"x","timestamp":"2024-04-13T10:30:00Z","details":{"a":"b"}},
             {"vehicle_id":"v1","type":"x","timestamp":"2024-04-13T10:30:00Z","details":{"a":1e400}},
             {"vehicle_id":"v1","type":"x","type":"y","timestamp":"2024-04-13T10:30:00Z"},
             {"vehicle_id":"v1","type":"x"},
             {"vehicle_id":"v1","timestamp":"2024-04-13T10:30:00Z"},
             {"vehicle_id":"v1","type":"x","timestamp":"2024-04-13T10:36:00Z"},
             {"vehicle_id":"v1","type":"x","timestamp":"2024-04-13T10:30:00Z","location":{"latitude":91,"longitude":0}},
             7]
            """, "/v1/events");
        Assert.Equal(200, status);
        var results = body!["results"]!.AsArray();
        Assert.Equal(("accepted", "evt_panic_button"), ((string?)results[0]!["status"], (string?)results[0]!["event_id"]));
        Assert.Equal("evt_phone_usage", (string?)results[1]!["event_id"]);
        Assert.Equal(
            ["severity", "details.a", "details.a", "type", "timestamp", "type", "timestamp", "location.latitude", "item"],
            results.Skip(2).Select(r => (string?)r!["error"]!["field"]));
        var events = ((FakeVehicleGrain)host.Grains.Get<IVehicleGrain>("acme/v1")).Events;
        Assert.Equal(2, events.Count);
        Assert.Equal((-180d, 2d, "critical"), (events[0].Location!.Value.Longitude, events[0].Details["presses"], events[0].Severity));
        Assert.Equal(("d1", 5d, 2d), (events[1].DriverId, events[1].Details["duration_seconds"], events[1].Location!.Value.Longitude));
    }

    private static Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> Post(
        GatewayHost host, string body, string path = "/v1/locations", string? credential = null) =>
        host.Send(HttpMethod.Post, path, credential ?? host.Token(), body);
}

using System.Text.Json;

namespace Fleet.EndToEnd;

/// <summary>The official client against silo and gateway: the seeds' React hooks and components, and a connection cut 250 times.</summary>
public sealed class SocketIoTests
{
    [SkippableTheory]
    [InlineData("websocket")]
    [InlineData("polling")]
    [InlineData("both")]
    public async Task Client_cut_250_times_misses_nothing_and_gets_nothing_twice(string transport)
    {
        var missing = NodeSamples.Missing();
        Skip.If(missing is not null, missing);
        await using var host = await FleetHost.Start(
            ("Gateway:SocketIo:MessagesPer5Seconds", "1000"),
            ("Gateway:SocketIo:MessagesPerMinute", "100000"),
            // The test counts every location: none may give way to a newer one.
            ("Gateway:Subscriptions:ConflateAt", "9000"),
            // A client that is cut in the middle of an upgrade sees it only when no ping comes.
            ("Gateway:SocketIo:PingIntervalMilliseconds", "1000"),
            ("Gateway:SocketIo:PingTimeoutMilliseconds", "2000"));
        using var client = NodeSamples.Run($"socketio-cuts.mjs {host.Url} {host.Key} {transport} 250");

        var report = await client.Until("the report", line => line.TryGetProperty("sent", out _));

        Assert.Equal((250, 1), (report.GetProperty("cuts").GetInt32(), report.GetProperty("fresh").GetInt32()));
        // How many cuts come to a connection that stood already is the machine's speed.
        Assert.True(report.GetProperty("recovered").GetInt32() >= 50, report.ToString());
        foreach (var name in new[] { "location_update", "vehicle:location", "tracking:update" })
        {
            var events = report.GetProperty(name);
            Assert.True(report.GetProperty("sent").GetInt32() == events.GetProperty("got").GetInt32(), report.ToString());
            Assert.True(events.GetProperty("missing").GetInt32() == 0 && events.GetProperty("doubled").GetInt32() == 0, report.ToString());
            Assert.True(events.GetProperty("inOrder").GetBoolean(), report.ToString());
        }
    }

    [SkippableFact]
    public async Task Hooks_and_components_of_S1_and_S4_show_what_happens()
    {
        var missing = NodeSamples.Missing();
        Skip.If(missing is not null, missing);
        await using var host = await FleetHost.Start();
        await host.Put("/v1/vehicles/vehicle_456", """{"plate_number":"ABC 123"}""");
        using var page = NodeSamples.Run($"socketio-hooks.mjs {host.Url} {host.Key}");
        await page.Until("both pages subscribed", line => Text(line).Contains("ABC 123", StringComparison.Ordinal) && Text(line).Contains("Status: connected", StringComparison.Ordinal));

        var start = TimeProvider.System.GetUtcNow().AddSeconds(-60);
        await host.Post("/v1/locations", $$$"""
            {"vehicle_id":"vehicle_456","timestamp":"{{{start:yyyy-MM-dd'T'HH:mm:ss'Z'}}}","location":{"latitude":40.71,"longitude":-74.006,"speed":40}}
            """);
        await host.Post("/v1/events", $$"""
            {"vehicle_id":"vehicle_456","type":"phone_usage","severity":"high","timestamp":"{{start:yyyy-MM-dd'T'HH:mm:ss'Z'}}"}
            """);
        await host.Post("/v1/notifications", """{"user_ids":["user-456","user-7"],"title":"Trip Update","message":"Your trip has started","type":"trip"}""");

        var shown = Text(await page.Until("all of it", line =>
            Text(line).Contains("Vehicles: 1", StringComparison.Ordinal)
            && Text(line).Contains("Safety Events: 1", StringComparison.Ordinal)
            && Text(line).Contains("\"lat\":40.71", StringComparison.Ordinal)
            && Text(line).Contains("Status: active", StringComparison.Ordinal)
            && Text(line).Contains("Your trip has started", StringComparison.Ordinal)));
        Assert.Contains("Vehicle: ABC 123", shown, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(shown, "Your trip has started"));
    }

    private static string Text(JsonElement line) => line.TryGetProperty("page", out var page) ? page.GetString()! : "";
}

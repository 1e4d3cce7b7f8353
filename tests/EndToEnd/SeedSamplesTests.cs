using System.Globalization;
using System.Text.Json;

namespace Fleet.EndToEnd;

/// <summary>S0's JavaScript samples, unchanged but for URL and key, against silo and gateway, fed by REST.</summary>
public sealed class SeedSamplesTests
{
    private static readonly string[] Subscribing = ["connect", "filter-area", "filter-vehicle", "severe", "fleet", "emergency", "connection"];

    [SkippableFact]
    public async Task Samples_of_the_seed_see_what_a_vehicle_does()
    {
        var missing = NodeSamples.Missing();
        Skip.If(missing is not null, missing);
        await using var host = await FleetHost.Start();
        var start = await host.Free("vehicle_456");
        using var samples = NodeSamples.Start(host.SocketUrl, host.Key);
        foreach (var sample in Subscribing)
        {
            await samples.Until($"initial_data of {sample}", line => Is(line, sample, "initial_data"));
        }

        await host.Post("/v1/locations", Position(start, 40.7100));
        await host.Post("/v1/locations", Position(start.AddSeconds(10), 40.7110));
        await host.Post("/v1/locations", $"[{Position(start.AddSeconds(20), 40.7120)},{Position(start.AddSeconds(30), 40.7130)}]");
        await host.Post("/v1/events", Event("phone_usage", "high", start.AddSeconds(30)));
        await host.Post("/v1/events", Event("panic_button", "critical", start.AddSeconds(30)));

        foreach (var sample in new[] { "connect", "filter-area" })
        {
            var update = (await samples.Until($"location_update of {sample}", line => Is(line, sample, "location_update"))).GetProperty("message");
            Assert.Equal("vehicle_456", update.GetProperty("vehicle_id").GetString());
            Assert.Equal(-74.006, update.GetProperty("location").GetProperty("longitude").GetDouble());
            var batch = (await samples.Until($"location_batch of {sample}", line => Is(line, sample, "location_batch"))).GetProperty("message");
            Assert.Equal([40.712, 40.713], batch.GetProperty("locations").EnumerateArray().Select(l => l.GetProperty("location").GetProperty("latitude").GetDouble()));
        }

        await samples.Until("trip_started of connect", line => Is(line, "connect", "trip_update") && Event(line) == "trip_started");
        await samples.Until("a location with a trip that is active", line => Is(line, "filter-vehicle", "location_batch") || Is(line, "filter-vehicle", "location_update"));
        await samples.Until("phone_usage of severe", line => Is(line, "severe", "safety_event") && Type(line) == "phone_usage");
        await samples.Until("fleet_status of fleet", line => Is(line, "fleet", "fleet_status") || Is(line, "fleet", "initial_data"));
        var dispatched = (await samples.Until("dispatched", line => line.TryGetProperty("dispatched", out _))).GetProperty("dispatched");
        Assert.Equal(("vehicle_456", "panic_button", 40.713), (
            dispatched.GetProperty("vehicle").GetString(), dispatched.GetProperty("incident_type").GetString(), dispatched.GetProperty("location").GetProperty("latitude").GetDouble()));
        await samples.Until("signed authentication", line => Is(line, "authentication", "auth_success"));
        await samples.Until("reconnected", line => Is(line, "connection", "subscription_confirmed"));
        await samples.Until("thresholds answered", line => Is(line, "thresholds", "thresholds_configured"));
        var configured = (await samples.Until("configure answered", line => Is(line, "configure", "configured"))).GetProperty("message");
        Assert.Equal("permessage-deflate", configured.GetProperty("options").GetProperty("encoding").GetString());

        Assert.Equal("delivery_completed", (await samples.Until("custom event registered", line => Is(line, "custom-event", "custom_event_registered"))).GetProperty("message").GetProperty("event_name").GetString());
        await samples.Until("custom events subscribed", line => Is(line, "custom-event", "initial_data"));
        await samples.Until("compliance subscribed", line => Is(line, "compliance", "initial_data"));
        foreach (var branch in new[] { "refreshApiKey", "revalidateSubscriptions", "log", "reconnect" })
            await samples.Until($"robust: {branch}", line => line.TryGetProperty("does", out var does) && does.GetString() == branch);

        var delay = await samples.Until("robust: a delay for the rate", line => line.TryGetProperty("delay", out _));
        Assert.InRange(delay.GetProperty("delay").GetDouble(), 1, 5_000);
        foreach (var connection in new[] { "one", "two" })
            await samples.Until($"manager: a subscription of connection {connection}", line => Is(line, "manager", "subscription_confirmed") && line.GetProperty("connection").GetString() == connection);

        await samples.Until("proxy: the gateway's answer", line => Is(line, "proxy", "auth_success"));

        Assert.DoesNotContain(samples.Lines, line => line.TryGetProperty("invalid", out _));
        Assert.DoesNotContain(samples.Lines, line => Is(line, "emergency", "safety_event") && Type(line) == "phone_usage");
        Assert.DoesNotContain(samples.Lines, line => line.TryGetProperty("message", out var m) && m.GetProperty("type").GetString() == "error");
    }

    private static bool Is(JsonElement line, string sample, string type) =>
        line.GetProperty("sample").GetString() == sample
        && line.TryGetProperty("message", out var message)
        && message.GetProperty("type").GetString() == type;

    private static string? Event(JsonElement line) => line.GetProperty("message").GetProperty("event").GetString();

    private static string? Type(JsonElement line) => line.GetProperty("message").GetProperty("event").GetProperty("type").GetString();

    private static string Position(DateTimeOffset at, double latitude) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"vehicle_id":"vehicle_456","driver_id":"driver_123","timestamp":"{{at:yyyy-MM-dd'T'HH:mm:ss'Z'}}","location":{"latitude":{{latitude}},"longitude":-74.006,"speed":40,"heading":0,"accuracy":3.2} }
        """);

    private static string Event(string type, string severity, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"vehicle_id":"vehicle_456","type":"{{type}}","severity":"{{severity}}","timestamp":"{{at:yyyy-MM-dd'T'HH:mm:ss'Z'}}","location":{"latitude":40.713,"longitude":-74.006} }
        """);
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Fleet.EndToEnd;

/// <summary>S3's JavaScript and Python samples, unchanged but for URL and token, against silo and gateway, fed by REST.</summary>
public sealed class SpatialFlowTests
{
    private const string Claims = """{"sub":"user-1","org":"org_123","role":"viewer","exp":4102444800}""";

    /// <summary>One nobody reported for before, whatever the database.</summary>
    private readonly string _truck = "s3_truck_" + RandomNumberGenerator.GetHexString(16, lowercase: true);

    [SkippableFact]
    public async Task JavaScript_samples_of_the_seed_see_a_vehicle_enter_and_leave()
    {
        var missing = NodeSamples.Missing();
        Skip.If(missing is not null, missing);
        await using var host = await FleetHost.Start();
        var (fence, start) = await Prepare(host);
        using var samples = NodeSamples.Run($"spatialflow.mjs {host.SocketUrl} {FleetHost.Token(Claims)}");
        var update = (await samples.Until("dashboard_update", line => Is(line, "dashboard", "dashboard_update"))).GetProperty("data");
        Assert.True(update.GetProperty("stats").GetProperty("active_geofences").GetInt32() >= 1);
        await samples.Until("the geofence sample to stand", line => Is(line, "geofence", null) && line.GetProperty("log").GetString() == "Connected to SpatialFlow WebSocket");
        // The sample is connected before it stands at the shards: what it sees first is whatever crossing comes then.
        for (var i = 0; !samples.Lines.Any(line => Is(line, "geofence", "geofence_event") && Type(line) == "exit"); i++)
        {
            Assert.True(i < 200, "no crossing was ever seen");
            await host.Post("/v1/locations", Position(start.AddSeconds(20 * i), i % 2 == 0 ? 40.71 : 40.72));
        }

        var exit = (await samples.Until("exit", line => Is(line, "geofence", "geofence_event") && Type(line) == "exit")).GetProperty("data").GetProperty("event");
        Assert.Equal((_truck, fence, "Yard"), (
            exit.GetProperty("device_id").GetString(), exit.GetProperty("geofence_id").GetString(), exit.GetProperty("geofence_name").GetString()));
        await samples.Until("the same on the dashboard", line => Is(line, "dashboard", "new_event") && Type(line) == "exit");
        await samples.Until("refused", line => Closed(line, "bad token", 4001));
        await samples.Until("not for viewers", line => Closed(line, "webhooks", 4003));
        await samples.Until("reconnecting", line => line.GetProperty("sample").GetString() == "reconnect" && line.GetProperty("log").GetString() == "Reconnecting in 1000ms...");
        var again = (await samples.Until("the second greeting", line =>
            Is(line, "reconnect", "dashboard_update") && line.GetProperty("data").GetProperty("recent_events").EnumerateArray().Any(e => e.GetProperty("event_type").GetString() == "entry"))).GetProperty("data");
        var today = again.GetProperty("recent_events").EnumerateArray().Count(e => // for two hours a day what was sent is of yesterday
            e.GetProperty("event_type").GetString() == "entry" && e.GetProperty("timestamp").GetDateTimeOffset().Date == again.GetProperty("timestamp").GetDateTimeOffset().Date);
        Assert.True(again.GetProperty("stats").GetProperty("entries_today").GetInt64() >= today);
    }

    [SkippableFact]
    public async Task Python_sample_of_the_seed_is_told()
    {
        var missing = NodeSamples.MissingPython();
        Skip.If(missing is not null, missing);
        await using var host = await FleetHost.Start();
        var (_, start) = await Prepare(host);
        using var sample = NodeSamples.RunPython($"spatialflow.py {host.SocketUrl} {FleetHost.Token(Claims)}");
        await sample.Until("dashboard_update", line => line.GetProperty("log").GetString() == "Received: dashboard_update");

        for (var i = 0; !sample.Lines.Any(line => line.GetProperty("log").GetString() == "Received: new_event"); i++)
        {
            Assert.True(i < 200, "no event was ever seen");
            await host.Post("/v1/locations", Position(start.AddSeconds(20 * i), i % 2 == 0 ? 40.71 : 40.72));
        }
    }

    private static async Task<(string Fence, DateTimeOffset Start)> Prepare(FleetHost host)
    {
        await host.Put("/v1/geofences/s3_yard", """{"name":"Yard","circle":{"center":{"latitude":40.71,"longitude":-74.006},"radius_m":200}}""");
        return ("s3_yard", TimeProvider.System.GetUtcNow().AddHours(-2));
    }

    private static bool Is(JsonElement line, string sample, string? type) =>
        line.GetProperty("sample").GetString() == sample
        && (type is null || (line.GetProperty("type").ValueKind == JsonValueKind.String && line.GetProperty("type").GetString() == type));

    private static bool Closed(JsonElement line, string sample, int code) =>
        line.GetProperty("sample").GetString() == sample
        && line.GetProperty("log").GetString() == "Disconnected:"
        && line.GetProperty("type").GetInt32() == code;

    private static string? Type(JsonElement line) => line.GetProperty("data").GetProperty("event").GetProperty("event_type").GetString();

    private string Position(DateTimeOffset at, double latitude) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"vehicle_id":"{{_truck}}","timestamp":"{{at:yyyy-MM-dd'T'HH:mm:ss'Z'}}","location":{"latitude":{{latitude}},"longitude":-74.006,"speed":80,"accuracy":5} }
        """);
}

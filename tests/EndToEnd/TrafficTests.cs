using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.EndToEnd;

/// <summary>S2 against the whole system: its clients, unchanged but for URL and token, and everything that can be reported and read.</summary>
public sealed class TrafficTests
{
    private static readonly string[] Pythons = ["python3", "/usr/bin/python3"];

    [SkippableFact]
    public async Task The_seeds_class_sees_what_cameras_and_accidents_do()
    {
        var missing = NodeSamples.Missing();
        Skip.If(missing is not null, missing);
        await using var host = await FleetHost.Start();
        await Report(host, "before", "minor");
        using var client = NodeSamples.Run($"traffic.mjs class {host.SocketUrl} {FleetHost.Token()}");
        foreach (var channel in new[] { "traffic.flow", "accidents" })
        {
            await client.Until($"the state of {channel}", line => Is(line, "snapshot.complete") && Data(line, "channel") == channel);
        }

        var shown = (await client.Until("the accident before", line => line.TryGetProperty("accident", out _))).GetProperty("accident");
        Assert.Equal("before", shown.GetProperty("id").GetString());
        await Report(host, "after", "severe");

        var flow = (await client.Until("a flow", line => line.TryGetProperty("flow", out var f) && f.GetProperty("average_speed").GetDouble() == 35.5)).GetProperty("flow");
        Assert.Equal(("CAM_001", 28), (flow.GetProperty("camera_id").GetString(), flow.GetProperty("vehicle_types").GetProperty("car").GetInt32()));
        await client.Until("the accident after", line => line.TryGetProperty("accident", out var a) && a.GetProperty("id").GetString() == "after");
        Assert.DoesNotContain(client.Lines, line => Is(line, "error"));
    }

    [SkippableFact]
    public async Task The_seeds_hook_shows_every_message()
    {
        var missing = NodeSamples.Missing();
        Skip.If(missing is not null, missing);
        await using var host = await FleetHost.Start();
        using var page = NodeSamples.Run($"traffic.mjs hook {host.SocketUrl} {FleetHost.Token()}");
        await page.Until("both subscriptions", line => Count(line, "snapshot.complete") == 2);
        await Report(host, "after", "severe");
        var shown = await page.Until("what was reported", line => Count(line, "traffic.flow: ") == 1 && Count(line, "accidents.new: ") == 1);
        Assert.Equal((1, 1, 0), (Count(shown, "rate_limit_info: "), Count(shown, "auth.success: "), Count(shown, "error: ")));
    }

    [SkippableFact]
    public async Task The_seeds_python_client_prints_what_it_receives()
    {
        var python = Pythons.FirstOrDefault(HasWebSockets);
        Skip.If(python is null, "python3 with websockets is not installed (Debian: python3-websockets): S2's Python client was not run.");
        await using var host = await FleetHost.Start();
        await Report(host, "before", "minor");
        var script = (await File.ReadAllTextAsync(Path.Combine(Folder, "samples", "s2-client.py")))
            .Replace("wss://api.traffic.example.com", host.SocketUrl, StringComparison.Ordinal)
            .Replace("your_token", FleetHost.Token(), StringComparison.Ordinal);
        using var process = Process.Start(new ProcessStartInfo(python, ["-u", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var lines = new List<string>();
            while (lines.Count(l => l == "Received: traffic.flow") < 2 && await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2)) is { } line)
            {
                lines.Add(line);
                if (line == "Received: snapshot.complete")
                    await Report(host, "after", "severe");
            }

            Assert.True(lines.Count > 0, process.HasExited ? await process.StandardError.ReadToEndAsync() : "it says nothing");
            Assert.Equal(
                ["Received: rate_limit_info", "Received: auth.success", "Received: subscribed", "Received: traffic.flow", "Received: snapshot.complete", "Received: traffic.flow"],
                lines.Where(l => l.StartsWith("Received", StringComparison.Ordinal)));
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Everything_reported_can_be_read_by_its_organization_and_by_no_other()
    {
        await using var host = await FleetHost.Start();
        await Report(host, "acc-1", "severe");
        await host.Post("/v1/traffic/weather", """{"location":{"lat":10.7769,"lon":106.7009},"temperature":32.5,"conditions":"Partly Cloudy","precipitation":0}""");
        await host.Post("/v1/traffic/weather/alerts", $$"""
            {"alert_type":"heavy_rain","severity":"warning","affected_zones":["ZONE_001"],"start_time":"2025-11-29T11:00:00Z","end_time":"{{TimeProvider.System.GetUtcNow().AddHours(1):yyyy-MM-dd'T'HH:mm:ss'Z'}}"}
            """);
        await host.Post("/v1/traffic/air-quality", """{"location":{"lat":10.7769,"lon":106.7009},"pollutants":{"pm25":60}}""");
        string[] lists = ["cameras", "zones", "accidents", "accidents?open=true", "weather", "weather/alerts", "air-quality", "alerts", "history"];
        foreach (var list in lists)
        {
            Assert.NotEmpty(Items(await host.Get("/v1/traffic/" + list)));
            Assert.Empty(Items(await host.Get("/v1/traffic/" + list, FleetHost.Claims("other"))));
        }

        foreach (var one in new[] { "cameras/CAM_001", "zones/ZONE_001", "accidents/acc-1" })
        {
            Assert.Equal(200, (await host.Get("/v1/traffic/" + one)).Status);
            Assert.Equal(404, (await host.Get("/v1/traffic/" + one, FleetHost.Claims("other"))).Status);
        }

        Assert.Equal(["accident", "air_quality", "weather"], Items(await host.Get("/v1/traffic/alerts")).Select(a => (string)a!["category"]!).Order());
        var steps = Items(await host.Get("/v1/traffic/history?id=acc-1&channels=accidents"));
        Assert.Equal("accidents.new", (string)Assert.Single(steps)!["type"]!);
        Assert.Equal(400, (await host.Get("/v1/traffic/history?channels=nope")).Status);

        // Of the flow the measures that closed a minute, and only where they are asked for.
        foreach (var seconds in new[] { 70, 71, 140 })
            await host.Post("/v1/traffic/detections", $$"""{"camera_id":"CAM_001","average_speed":5,"intensity":9,"timestamp":"{{TimeProvider.System.GetUtcNow().AddSeconds(seconds):yyyy-MM-dd'T'HH:mm:ss'Z'}}"}""");
        var closed = Items(await host.Get("/v1/traffic/history?channels=traffic.flow"));
        Assert.Equal(["traffic.flow high", "traffic.flow high"], closed.Select(f => $"{f!["type"]} {f["data"]!["congestion_level"]}"));
        Assert.DoesNotContain(Items(await host.Get("/v1/traffic/history")), e => (string)e!["type"]! == "traffic.flow");
        var zone = JsonNode.Parse((await host.Get("/v1/traffic/zones/ZONE_001")).Body)!;
        Assert.Equal("Polygon", (string)zone["geometry"]!["type"]!);
        Assert.NotEqual("unknown", (string)zone["congestion"]!["level"]!);
        Assert.Equal(["ZONE_001"], JsonNode.Parse((await host.Get("/v1/traffic/cameras/CAM_001")).Body)!["zones"]!.AsArray().Select(z => (string)z!));
    }

    [Theory]
    [InlineData("detections", """{"camera_id":"CAM_001"}""", "intensity", "required")]
    [InlineData("detections", """{"camera_id":"nobody","intensity":1}""", "location", "required")]
    [InlineData("detections", """{"camera_id":"CAM_001","intensity":1,"occupancy":1.1}""", "occupancy", "range")]
    [InlineData("detections", """{"camera_id":"CAM_001","vehicle_types":{"car":-1}}""", "vehicle_types.car", "range")]
    [InlineData("detections", """{"camera_id":"CAM_001","intensity":1,"average_speed":1e400}""", "average_speed", "not_finite")]
    [InlineData("detections", """{"camera_id":"CAM_001","intensity":1,"timestamp":"2099-01-01T00:00:00Z"}""", "timestamp", "in_the_future")]
    [InlineData("detections", """{"camera_id":"CAM_001","intensity":1,"intensity":2}""", "intensity", "duplicate_field")]
    [InlineData("cameras", """{"camera_id":"x","location":{"lat":91,"lon":0}}""", "location.lat", "range")]
    [InlineData("cameras", """{"camera_id":"no good","location":{"lat":1,"lon":0}}""", "camera_id", "format")]
    [InlineData("zones", """{"zone_id":"z"}""", "geometry", "required")]
    [InlineData("zones", """{"name":"z","cameras":["c"]}""", "length_km", "required")]
    [InlineData("zones", """{"name":"z","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,1],[0,0]]]}}""", "geometry.coordinates[0]", "geometry")]
    [InlineData("zones", """{"name":"z","cameras":["c"],"length_km":1,"alternative_routes":[{"route":"r","length_km":1}]}""", "alternative_routes[0].cameras", "required")]
    [InlineData("accidents", """{"location":{"lat":1,"lon":1},"severity":"fatal"}""", "severity", "unknown_value")]
    [InlineData("accidents", """{"severity":"minor"}""", "location", "required")]
    [InlineData("weather", """{"location":{"lat":1,"lon":1}}""", "temperature", "required")]
    [InlineData("weather/alerts", """{"alert_type":"rain","severity":"warning","start_time":"2025-11-29T11:00:00Z","end_time":"2025-11-29T10:00:00Z"}""", "end_time", "conflict")]
    [InlineData("weather/alerts", """{"alert_type":"rain","severity":"warning","start_time":"2020-11-29T11:00:00Z","end_time":"2020-11-29T12:00:00Z"}""", "end_time", "too_old")]
    [InlineData("air-quality", """{"location":{"lat":1,"lon":1}}""", "aqi", "required")]
    [InlineData("air-quality", """{"location":{"lat":1,"lon":1},"pollutants":{"dust":1}}""", "pollutants.dust", "unknown_value")]
    [InlineData("cameras", "7", "body", "type")]
    public async Task What_is_wrong_is_refused_by_its_field_and_costs_nothing_else(string door, string item, string field, string code)
    {
        await using var host = await FleetHost.Start();
        await host.Post("/v1/traffic/cameras", """{"camera_id":"CAM_001","location":{"lat":10.7769,"lon":106.7009}}""");
        const string Good = """{"camera_id":"CAM_001","zone_id":"z1","name":"Good","cameras":["c"],"length_km":1,"intensity":3,"location":{"lat":1,"lon":1},"severity":SEVERITY,"temperature":1,"alert_type":"rain","start_time":"2025-11-29T11:00:00Z","end_time":"2099-11-29T12:00:00Z","aqi":20}""";
        var good = Good.Replace("SEVERITY", door == "weather/alerts" ? "\"warning\"" : "\"minor\"", StringComparison.Ordinal);
        var results = JsonNode.Parse(await host.Post("/v1/traffic/" + door, $"[{item},{good}]"))!["results"]!.AsArray();
        Assert.Equal(("refused", field, code), ((string)results[0]!["status"]!, (string)results[0]!["error"]!["field"]!, (string)results[0]!["error"]!["code"]!));
        Assert.Equal("accepted", (string)results[1]!["status"]!);
    }

    [Fact]
    public async Task Who_may_only_look_reports_nothing()
    {
        await using var host = await FleetHost.Start();
        foreach (var door in new[] { "cameras", "detections", "zones", "accidents", "weather", "weather/alerts", "air-quality", "cameras/CAM_001/heartbeat", "accidents/a/resolve" })
        {
            Assert.Equal(403, await host.Try(HttpMethod.Post, "/v1/traffic/" + door, "{}", FleetHost.Claims("org_123")));
            Assert.Equal(401, await host.Try(HttpMethod.Post, "/v1/traffic/" + door, "{}", "none"));
        }
    }

    [Fact]
    public async Task An_accident_that_is_over_cannot_be_changed_and_an_unknown_one_not_found()
    {
        await using var host = await FleetHost.Start();
        await host.Post("/v1/traffic/accidents", """{"id":"a1","location":{"lat":1,"lon":1},"severity":"minor"}""");
        Assert.Equal(200, await host.Try(HttpMethod.Patch, "/v1/traffic/accidents/a1", """{"status":"investigating","emergency_services":"en_route"}"""));
        Assert.Equal(400, await host.Try(HttpMethod.Patch, "/v1/traffic/accidents/a1", """{"status":"resolved"}"""));
        Assert.Equal(400, await host.Try(HttpMethod.Patch, "/v1/traffic/accidents/a1", "{}"));
        Assert.Equal(200, await host.Try(HttpMethod.Post, "/v1/traffic/accidents/a1/resolve", """{"resolution":"cleared"}"""));
        Assert.Equal(200, await host.Try(HttpMethod.Post, "/v1/traffic/accidents/a1/resolve", ""));
        Assert.Equal(409, await host.Try(HttpMethod.Post, "/v1/traffic/accidents/a1/resolve", """{"resolution":"false_alarm"}"""));
        Assert.Equal(409, await host.Try(HttpMethod.Patch, "/v1/traffic/accidents/a1", """{"confidence":0.1}"""));
        Assert.Equal(404, await host.Try(HttpMethod.Patch, "/v1/traffic/accidents/nobody", """{"confidence":0.1}"""));
        Assert.Equal(404, await host.Try(HttpMethod.Post, "/v1/traffic/cameras/nobody/heartbeat", ""));
        Assert.Equal(204, await host.Try(HttpMethod.Delete, "/v1/traffic/cameras/" + await NewCamera(host), ""));
    }

    private static async Task<string> NewCamera(FleetHost host) =>
        (string)JsonNode.Parse(await host.Post("/v1/traffic/cameras", """{"location":{"lat":1,"lon":1}}"""))!["results"]![0]!["id"]!;

    private static async Task Report(FleetHost host, string accident, string severity)
    {
        await host.Post("/v1/traffic/zones", """
            {"zone_id":"ZONE_001","name":"Centre","free_flow_speed":50,"roads":["Nguyen Hue St"],
             "geometry":{"type":"Polygon","coordinates":[[[106.69,10.77],[106.71,10.77],[106.71,10.79],[106.69,10.79],[106.69,10.77]]]}}
            """);
        await host.Post("/v1/traffic/cameras", """{"camera_id":"CAM_001","location":{"lat":10.7769,"lon":106.7009},"free_flow_speed":60}""");
        await host.Post("/v1/traffic/detections", """
            {"camera_id":"CAM_001","average_speed":35.5,"vehicle_types":{"car":28,"motorcycle":12,"truck":3,"bus":2},"occupancy":0.65}
            """);
        await host.Post("/v1/traffic/accidents", $$"""{"id":"{{accident}}","location":{"lat":10.7769,"lon":106.7009},"severity":"{{severity}}","camera_id":"CAM_001"}""");
    }

    private static bool HasWebSockets(string python)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import websockets"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static string Folder => Path.Combine(NodeRun.Clients, "..", "tests", "EndToEnd");

    private static List<JsonNode?> Items((int Status, string Body) answer)
    {
        Assert.True(answer.Status == 200, answer.Body);
        return [.. JsonNode.Parse(answer.Body)!["items"]!.AsArray()];
    }

    private static bool Is(JsonElement line, string type) => line.TryGetProperty("message", out var message) && message.GetProperty("type").GetString() == type;

    private static string? Data(JsonElement line, string name) => line.GetProperty("message").GetProperty("data").GetProperty(name).GetString();

    private static int Count(JsonElement line, string text) =>
        line.TryGetProperty("page", out var page) ? page.GetString()!.Split(text).Length - 1 : 0;
}

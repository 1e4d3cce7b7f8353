using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Fleet.Drivers;
using Fleet.Events;
using Fleet.Gateway.Api.History;
using Fleet.Gateway.Fakes;
using Fleet.Geography;
using Fleet.Safety;
using Fleet.Storage;
using Fleet.Trips;
using Fleet.Vehicles;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Gateway.Api;

public sealed class HistoryTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly DateTimeOffset Start = new(2024, 4, 13, 9, 0, 0, TimeSpan.Zero);

    private readonly GatewayHost _host = fixture.Host;

    [Fact]
    public async Task Positions_come_in_pages_oldest_first_and_can_be_sent_again_as_they_are()
    {
        await Drive("pages", "v1", 5, late: 3);
        var admin = _host.Token("pages");
        var (seen, pages, path) = (new JsonArray(), 0, "/v1/vehicles/v1/positions?limit=2");
        for (string? cursor = ""; cursor is not null; pages++)
        {
            var (status, body, _) = await Get(path + cursor, admin);
            Assert.Equal(200, status);
            foreach (var item in body!["items"]!.AsArray())
                seen.Add(item!.DeepClone());
            cursor = body["next_cursor"] is { } next ? "&cursor=" + next : null;
        }

        Assert.Equal(3, pages);
        Assert.Equal(Enumerable.Range(0, 5).Select(Time), seen.Select(p => (string?)p!["timestamp"]));
        Assert.Equal([false, false, false, true, false], seen.Select(p => (bool)p!["late"]!));
        var (_, results, _) = await _host.Send(HttpMethod.Post, "/v1/locations", admin, seen.ToJsonString());
        Assert.All(results!["results"]!.AsArray(), r => Assert.NotEqual("refused", (string?)r!["status"]));

        Assert.Equal(4, (await Items("/v1/vehicles/v1/positions?late=false", admin)).Count);
        Assert.Equal([Time(1), Time(2)], (await Items($"/v1/vehicles/v1/positions?from={Time(1)}&to={Time(3)}", admin)).Select(p => (string?)p!["timestamp"]));
        Assert.Equal(2, (await Items($"/v1/vehicles/v1/positions?from={Start.AddSeconds(3).ToUnixTimeMilliseconds()}", admin)).Count);
    }

    [Fact]
    public async Task Whole_range_is_streamed_as_lines_or_features()
    {
        await Drive("stream", "v1", 12_345);
        var admin = _host.Token("stream");
        var lines = await Lines("/v1/vehicles/v1/positions", admin, "application/x-ndjson");
        Assert.Equal(12_345, lines.Count);
        Assert.Equal(Enumerable.Range(0, 12_345).Select(Time), lines.Select(l => (string?)JsonNode.Parse(l)!["timestamp"]));

        lines = await Lines("/v1/vehicles/v1/positions?format=ndjson&limit=10", admin, "*/*");
        Assert.Equal(11, lines.Count);
        var cursor = (string?)JsonNode.Parse(lines[^1])!["next_cursor"];
        lines = await Lines("/v1/vehicles/v1/positions?format=ndjson&limit=10&cursor=" + cursor, admin, "*/*");
        Assert.Equal(Time(10), (string?)JsonNode.Parse(lines[0])!["timestamp"]);

        var features = JsonNode.Parse(string.Concat(await Lines("/v1/vehicles/v1/positions", admin, "application/geo+json;q=0.9, text/html")))!;
        Assert.Equal(("FeatureCollection", 12_345), ((string?)features["type"], features["features"]!.AsArray().Count));
        Assert.Equal("[10,50.00001]", features["features"]![1]!["geometry"]!["coordinates"]!.ToJsonString());
    }

    [Fact]
    public async Task Answer_that_cannot_be_finished_is_cut_and_one_that_cannot_be_begun_is_503()
    {
        await using var away = await GatewayHost.Start(null, new BrokenPositions(0));
        ((FakeVehicleGrain)away.Grains.Get<IVehicleGrain>("acme/v1")).Exists = true;
        Assert.Equal(503, (await away.Send(HttpMethod.Get, "/v1/vehicles/v1/positions", away.Token())).Status);

        foreach (var rows in new[] { 3, 5_000 })
        {
            await using var broken = await GatewayHost.Start(null, new BrokenPositions(rows));
            ((FakeVehicleGrain)broken.Grains.Get<IVehicleGrain>("acme/v1")).Exists = true;
            await Assert.ThrowsAnyAsync<Exception>(() => broken.Send(HttpMethod.Get, "/v1/vehicles/v1/positions?format=ndjson", broken.Token()));
        }
    }

    [Fact]
    public async Task Permissions_bound_what_was_as_they_bound_what_is()
    {
        await Drive("bound", "v1", 10);
        const string Path = "/v1/vehicles/v1/positions";
        Assert.Equal(404, (await Get(Path, _host.Token("rival"))).Status);
        Assert.Equal(404, (await Get("/v1/vehicles/none/positions", _host.Token("bound"))).Status);
        Assert.Equal(401, (await Get(Path, null!)).Status);
        Assert.Equal(403, (await Get(Path, _host.Token("bound", permissions: """{"channels":{"locations":"none"}}"""))).Status);
        Assert.Equal(404, (await Get(Path, _host.Token("bound", permissions: """{"filters":{"vehicle_restrictions":["v2"]}}"""))).Status);
        var bounded = _host.Token("bound", permissions: """{"filters":{"geographic_bounds":{"southwest":{"lat":50.000035,"lng":9},"northeast":{"lat":51,"lng":11}}}}""");
        Assert.Equal(6, (await Items(Path, bounded)).Count);
        Assert.Equal(6, (int)(await Get("/v1/vehicles/v1/metrics?range=2h", bounded)).Body!["positions"]!);
    }

    [Theory]
    [InlineData("/v1/vehicles/v1/positions?from=yesterday", "from", "format")]
    [InlineData("/v1/vehicles/v1/positions?from=2024-04-13T10:00:00Z&to=2024-04-13T10:00:00Z", "to", "conflict")]
    [InlineData("/v1/vehicles/v1/positions?limit=10001", "limit", "range")]
    [InlineData("/v1/vehicles/v1/positions?cursor=x", "cursor", "format")]
    [InlineData("/v1/vehicles/v1/positions?late=maybe", "late", "type")]
    [InlineData("/v1/vehicles/v1/positions?format=xml", "format", "unknown_value")]
    [InlineData("/v1/vehicles/v1/positions?frm=1", "frm", "unknown_value")]
    [InlineData("/v1/vehicles/v1/metrics?range=1y", "range", "format")]
    [InlineData("/v1/vehicles/v1/metrics?range=32d", "range", "range")]
    [InlineData("/v1/vehicles/v1/metrics?range=1h&from=1", "range", "conflict")]
    [InlineData("/v1/vehicles/v1/metrics?from=2024-05-01T00:00:00Z", "from", "conflict")]
    [InlineData("/v1/vehicles/v1/metrics?limit=1", "limit", "unknown_value")]
    [InlineData("/v1/trips/t/route?format=svg", "format", "unknown_value")]
    [InlineData("/v1/events?severity=high,worst", "severity", "unknown_value")]
    [InlineData("/v1/events?channels=weather", "channels", "unknown_value")]
    [InlineData("/v1/events?format=geojson", "format", "unknown_value")]
    [InlineData("/v1/events?vehicle_id=a%20b", "vehicle_id", "format")]
    [InlineData("/v1/events?types=a&types=b", "types", "duplicate_field")]
    [InlineData("/v1/trips?from=x", "from", "format")]
    [InlineData("/v1/trips?status=gone", "status", "unknown_value")]
    [InlineData("/v1/drivers/d/report?from=2020-01-01T00:00:00Z", "from", "range")]
    public async Task Bad_parameter_is_named(string path, string field, string code)
    {
        var (status, body, _) = await Get(path, _host.Token("parameters"));
        Assert.Equal((400, field, code), (status, (string?)body!["errors"]![0]!["field"], (string?)body["errors"]![0]!["code"]));
    }

    [Fact]
    public async Task Metrics_are_folded_from_the_stored_positions()
    {
        await Drive("metrics", "v1", 101, speed: 36, metersEach: 10);
        var (status, body, _) = await Get($"/v1/vehicles/v1/metrics?from={Time(0)}&to={Time(200)}", _host.Token("metrics"));
        Assert.Equal(200, status);
        Assert.Equal((101, 1.0, 36.0), ((int)body!["positions"]!, (double)body["distance_traveled"]!, (double)body["average_speed"]!));
        Assert.Equal((36.0, 0.0, 100.0), ((double)body["max_speed"]!, (double)body["idle_time"]!, (double)body["efficiency_score"]!));

        (_, body, _) = await Get("/v1/vehicles/v1/metrics", _host.Token("metrics")); // the last hour: it drove before that
        Assert.Equal((0, 0.0, null), ((int)body!["positions"]!, (double)body["distance_traveled"]!, body["average_speed"]));
    }

    [Fact]
    public async Task Route_of_a_trip_is_a_line_with_times_or_a_polyline()
    {
        await Drive("route", "v1", 10, jumpAt: 5);
        await Trip("route", "t1", "v1", "d1", from: 2, to: 7);
        var admin = _host.Token("route");
        var (_, _, response) = await Get("/v1/trips/t1/route", admin);
        Assert.Equal("application/geo+json", response.Content.Headers.ContentType!.MediaType);
        var feature = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal("LineString", (string?)feature["geometry"]!["type"]);
        Assert.Equal("[[10,50.00002],[10,50.00003],[10,50.00004],[10,50.00006],[10,50.00007]]", feature["geometry"]!["coordinates"]!.ToJsonString());
        Assert.Equal([Time(2), Time(3), Time(4), Time(6), Time(7)], feature["properties"]!["times"]!.AsArray().Select(t => (string?)t));

        var (_, body, _) = await Get("/v1/trips/t1/route?format=polyline", admin);
        Assert.Equal(("polyline", 5, 5), ((string?)body!["encoding"], (int)body["precision"]!, (int)body["points"]!));
        Assert.Equal(Polyline.Encode([new(50.00002, 10), new(50.00003, 10), new(50.00004, 10), new(50.00006, 10), new(50.00007, 10)]), (string?)body["polyline"]);

        Assert.Equal(404, (await Get("/v1/trips/t1/route", _host.Token("rival"))).Status);
        Assert.Equal(403, (await Get("/v1/trips/t1/route", _host.Token("route", permissions: """{"channels":{"locations":"none"}}"""))).Status);
    }

    [Fact]
    public void Polyline_is_googles() => // the example of its documentation
        Assert.Equal("_p~iF~ps|U_ulLnnqC_mqNvxq`@", Polyline.Encode([new(38.5, -120.2), new(40.7, -120.95), new(43.252, -126.453)]));

    [Fact]
    public async Task Events_are_filtered_paged_and_bounded()
    {
        await Log("events",
            Safety("s1", 0, "v1", "speeding", Severity.Low), Safety("s2", 1, "v2", "harsh_braking", Severity.High),
            Started("t1", 2, "v1"), Safety("s3", 3, "v1", "harsh_braking", Severity.Critical), Measured("m1", 4, "v1", 90),
            new VehicleStatusChanged { EventId = "o1", OrganizationId = "events", Timestamp = Start.AddSeconds(5), VehicleId = "v2", Status = VehicleStatus.Offline });
        var admin = _host.Token("events");
        Assert.Equal("o1 m1 s3 t1 s2 s1", await Ids("/v1/events", admin));
        Assert.Equal("s3 s1", await Ids("/v1/events?vehicle_id=v1&channels=safety_events", admin));
        Assert.Equal("s3 s2", await Ids("/v1/events?types=harsh_braking,panic_button", admin));
        Assert.Equal("s2 s1", await Ids("/v1/events?severity=low,high", admin));
        Assert.Equal("t1", await Ids("/v1/events?trip_id=t1", admin));
        Assert.Equal("t1 s2", await Ids($"/v1/events?from={Time(1)}&to={Time(3)}", admin));
        Assert.Equal("m1 s3 s2 s1", await Ids("/v1/events?driver_id=d1", admin));

        var (_, body, _) = await Get("/v1/events?limit=4", admin);
        Assert.Equal(4, body!["items"]!.AsArray().Count);
        (_, body, _) = await Get("/v1/events?limit=4&cursor=" + body!["next_cursor"], admin);
        Assert.Equal((2, null), (body!["items"]!.AsArray().Count, body["next_cursor"]));
        Assert.Equal("speeding", (string?)body["items"]![1]!["event"]!["type"]);
        Assert.Equal(6, (await Lines("/v1/events", admin, "application/x-ndjson")).Count);

        Assert.Equal("o1 s2", await Ids("/v1/events", _host.Token("events", permissions: """{"filters":{"vehicle_restrictions":["v2"]}}""")));
        Assert.Equal("o1 m1", await Ids("/v1/events", _host.Token("events", permissions: """{"channels":{"safety_events":"none","trip_updates":"none"}}""")));
        Assert.Equal(403, (await Get("/v1/events?channels=safety_events", _host.Token("events", permissions: """{"channels":{"safety_events":"none"}}"""))).Status);
        Assert.Equal("", await Ids("/v1/events", _host.Token("rival")));
    }

    [Fact]
    public async Task Report_of_a_driver_adds_up_the_trips_and_events_of_the_range()
    {
        ((FakeDriverGrain)_host.Grains.Get<IDriverGrain>("report/d1")).Exists = true;
        await Trip("report", "before", "v1", "d1", from: 0, to: 10);
        await Trip("report", "a", "v1", "d1", from: 100, to: 200);
        await Trip("report", "b", "v2", "d1", from: 300, to: 400);
        await Trip("report", "other", "v2", "d2", from: 500, to: 600);
        await Log("report",
            Measured("m0", 50, "v1", 95), Safety("s1", 110, "v1", "speeding", Severity.Low), Safety("s2", 120, "v1", "speeding", Severity.Low),
            Safety("s3", 310, "v2", "harsh_braking", Severity.High), Measured("m1", 320, "v2", 91.5), Safety("s4", 700, "v2", "speeding", Severity.Low));
        var path = $"/v1/drivers/d1/report?from={Time(100)}&to={Time(600)}";
        var (status, body, _) = await Get(path, _host.Token("report"));
        Assert.Equal(200, status);
        Assert.Equal((2, 5.0, 200.0), ((int)body!["trips"]!, (double)body["distance_km"]!, (double)body["driving_seconds"]!));
        Assert.Equal("""{"harsh_braking":1,"speeding":2}""", body["incidents"]!.ToJsonString());
        Assert.Equal((91.5, -3.5), ((double)body["safety_score"]!, (double)body["score_change"]!));

        Assert.Equal(["a", "before"], (await Items($"/v1/trips?driver_id=d1&to={Time(300)}", _host.Token("report"))).Select(t => (string?)t!["trip_id"]));
        Assert.Equal(404, (await Get(path, _host.Token("rival"))).Status);
        Assert.Equal(404, (await Get(path, _host.Token("report", permissions: """{"filters":{"vehicle_restrictions":["v1"]}}"""))).Status);
    }

    [Fact]
    public async Task Retention_is_read_by_any_and_set_by_admins()
    {
        var super = _host.Token("root", superuser: true);
        await _host.Send(HttpMethod.Post, "/v1/organizations", super, """{"organization_id":"keeper","name":"Keeper"}""");
        const string Path = "/v1/organizations/keeper/retention";
        var admin = _host.Token("keeper");
        Assert.Equal("""{"retention_days":null}""", (await Get(Path, _host.Token("keeper", role: "viewer"))).Body!.ToJsonString());
        Assert.Equal(403, (await _host.Send(HttpMethod.Put, Path, _host.Token("keeper", role: "operator"), """{"retention_days":1}""")).Status);
        Assert.Equal(200, (await _host.Send(HttpMethod.Put, Path, admin, """{"retention_days":30}""")).Status);
        Assert.Equal("""{"retention_days":30}""", (await Get(Path, super)).Body!.ToJsonString());
        Assert.Equal(30, await _host.Services.GetRequiredService<IRetentionRules>().Get("keeper", default));
        Assert.Equal(404, (await _host.Send(HttpMethod.Put, Path, _host.Token("rival"), """{"retention_days":1}""")).Status);
        foreach (var bad in new[] { "{}", """{"retention_days":-1}""", """{"retention_days":1.5}""", """{"retention_days":"30"}""" })
            Assert.Equal(400, (await _host.Send(HttpMethod.Put, Path, admin, bad)).Status);
        Assert.Equal(200, (await _host.Send(HttpMethod.Put, Path, admin, """{"retention_days":null}""")).Status);
        Assert.Null(await _host.Services.GetRequiredService<IRetentionRules>().Get("keeper", default));
    }

    [Fact]
    public async Task Notice_of_a_superseded_event_is_on_that_events_channel()
    {
        var gone = Safety("s1", 1, "v1", "speeding", Severity.Low);
        await Log("notices", gone, new EventSuperseded { EventId = "n1", OrganizationId = "", Timestamp = gone.Timestamp, VehicleId = "v1", Revision = 2, Superseded = gone });
        var both = (await Get("/v1/events?channels=safety_events", _host.Token("notices"))).Body!["items"]!.AsArray();
        Assert.Equal(["safety_event", "event_superseded"], both.Select(e => (string)e!["type"]!).Order().Reverse());
        Assert.All(both, e => Assert.Equal("s1", (string?)e!["event_id"]));
        Assert.Empty((await Get("/v1/events", _host.Token("notices", permissions: """{"channels":{"safety_events":"none"}}"""))).Body!["items"]!.AsArray());
    }

    private static string Time(int second) => UtcTimeConverter.Format(Start.AddSeconds(second));

    private static Position At(int second, double speed, double metersEach) => new()
    {
        Timestamp = Start.AddSeconds(second),
        Latitude = metersEach > 0 ? 50 + (second * metersEach / Geodesy.EarthRadiusMeters * 180 / Math.PI) : Math.Round(50 + (second * 1e-5), 5),
        Longitude = 10,
        SpeedKmh = speed,
        ReceivedAt = Start.AddSeconds(second),
    };

    /// <summary>A vehicle that exists, with a position a second in the log.</summary>
    private async Task Drive(string organization, string vehicle, int count, int? late = null, int? jumpAt = null, double speed = 4, double metersEach = 0)
    {
        var rows = Enumerable.Range(0, count).Select(i => new LoggedPosition(
            At(i, speed, metersEach) is var p && i == jumpAt ? p with { Latitude = 0, Longitude = 0 } : p, i == late)).ToImmutableArray();
        await _host.Services.GetRequiredService<IPositionLog>().Append(organization, vehicle, rows, default);
        var grain = (FakeVehicleGrain)_host.Grains.Get<IVehicleGrain>($"{organization}/{vehicle}");
        grain.Exists = true;
        grain.Positions.Add(rows[^1].Position);
    }

    private Task Trip(string organization, string id, string vehicle, string driver, int from, int to) =>
        ((FakeTripGrain)_host.Grains.Get<ITripGrain>($"{organization}/{id}")).Become(new TripSnapshot
        {
            OrganizationId = organization,
            TripId = id,
            Plan = new TripPlan { VehicleId = vehicle },
            DriverId = driver,
            Status = TripStatus.Completed,
            StartedAt = Start.AddSeconds(from),
            EndedAt = Start.AddSeconds(to),
            LastPositionAt = Start.AddSeconds(to),
            DistanceKm = 2.5,
            MovingSeconds = 100,
        });

    private async Task Log(string organization, params FleetEvent[] events) =>
        await _host.Services.GetRequiredService<IEventLog>().Append(organization, null, new ShardBatch
        {
            Shard = 0,
            Epoch = "e",
            FirstN = 1,
            Events = [.. events.Select(e => e with { OrganizationId = organization })],
        }, default);

    private static SafetyDetected Safety(string id, int second, string vehicle, string type, Severity severity) => new()
    {
        EventId = id,
        OrganizationId = "",
        Timestamp = Start.AddSeconds(second),
        VehicleId = vehicle,
        DriverId = "d1",
        Type = type,
        Severity = severity,
        Risk = new() { RiskScore = 0.5, SeverityScore = 5, CrashProbability = 0.1, ContributingFactors = [] },
    };

    private static TripChanged Started(string id, int second, string vehicle) => new()
    {
        EventId = id,
        OrganizationId = "",
        Timestamp = Start.AddSeconds(second),
        VehicleId = vehicle,
        TripId = "t1",
        Kind = TripEventKind.Started,
    };

    private static DriverPerformanceMeasured Measured(string id, int second, string vehicle, double score) => new()
    {
        EventId = id,
        OrganizationId = "",
        Timestamp = Start.AddSeconds(second),
        VehicleId = vehicle,
        DriverId = "d1",
        Driver = new DriverSnapshot { OrganizationId = "", DriverId = "d1", Details = new DriverDetails(), SafetyScore = score },
    };

    private Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> Get(string path, string credential) =>
        _host.Send(HttpMethod.Get, path, credential);

    private async Task<JsonArray> Items(string path, string credential)
    {
        var (status, body, _) = await Get(path, credential);
        Assert.True(status == 200, $"{path}: {status} {body?.ToJsonString()}");
        return body!["items"]!.AsArray();
    }

    private async Task<string> Ids(string path, string credential) =>
        string.Join(' ', (await Items(path, credential)).Select(e => (string?)e!["event_id"]));

    private async Task<IReadOnlyList<string>> Lines(string path, string credential, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        request.Headers.Accept.ParseAdd(accept);
        using var response = await _host.Client.SendAsync(request);
        return (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

using System.Text.Json.Nodes;
using Fleet.Gateway.Fakes;
using Fleet.Geofences;

namespace Fleet.Gateway.Api;

public sealed class GeofenceRestTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Circle = "\"circle\":{\"center\":{\"latitude\":1,\"longitude\":2},\"radius_m\":100}";

    private readonly GatewayHost _host = fixture.Host;

    [Fact]
    public async Task Hours_validity_and_priority_come_back_as_given_and_are_cleared_by_null()
    {
        var admin = _host.Token("hours");
        var (status, body, _) = await Send("POST", "/v1/geofences", admin, $$"""
            {"geofence_id":"g","name":"G",{{Circle}},"priority":"high","valid_from":"2024-04-01T00:00:00Z","valid_until":"2024-05-01T00:00:00+02:00",
             "schedule":{"timezone":"Europe/Berlin","windows":[{"days":["mon","fri"],"from":"22:00","to":"06:30"},{"from":"08:00","to":"24:00"}]} }
            """);
        Assert.Equal(201, status);
        (_, body, _) = await Send("GET", "/v1/geofences/g", admin);
        Assert.Equal(("high", "2024-04-01T00:00:00Z", "2024-04-30T22:00:00Z"), ((string?)body!["priority"], (string?)body["valid_from"], (string?)body["valid_until"]));
        Assert.Equal(
            """{"timezone":"Europe/Berlin","windows":[{"days":["mon","fri"],"from":"22:00","to":"06:30"},{"days":["sun","mon","tue","wed","thu","fri","sat"],"from":"08:00","to":"24:00"}]}""",
            body["schedule"]!.ToJsonString());

        (_, body, _) = await Send("PATCH", "/v1/geofences/g", admin, """{"name":"H"}""");
        Assert.NotNull(body!["schedule"]);
        (_, body, _) = await Send("PATCH", "/v1/geofences/g", admin, """{"schedule":null,"valid_from":null,"valid_until":null,"priority":null}""");
        Assert.Equal((null, null, null, "normal"), (body!["schedule"], body["valid_from"], body["valid_until"], (string?)body["priority"]));
    }

    [Theory]
    [InlineData("\"schedule\":{\"timezone\":\"Middle/Earth\",\"windows\":[{\"from\":\"08:00\",\"to\":\"18:00\"}]}", "schedule.timezone", "unknown_value")]
    [InlineData("\"schedule\":{\"timezone\":\"UTC\",\"windows\":[]}", "schedule.windows", "range")]
    [InlineData("\"schedule\":{\"timezone\":\"UTC\"}", "schedule.windows", "required")]
    [InlineData("\"schedule\":{\"timezone\":\"UTC\",\"windows\":[{\"from\":\"8:00\",\"to\":\"18:00\"}]}", "schedule.windows[0].from", "format")]
    [InlineData("\"schedule\":{\"timezone\":\"UTC\",\"windows\":[{\"from\":\"24:00\",\"to\":\"18:00\"}]}", "schedule.windows[0].from", "format")]
    [InlineData("\"schedule\":{\"timezone\":\"UTC\",\"windows\":[{\"from\":\"08:00\",\"to\":\"24:01\"}]}", "schedule.windows[0].to", "format")]
    [InlineData("\"schedule\":{\"timezone\":\"UTC\",\"windows\":[{\"days\":[\"moo\"],\"from\":\"08:00\",\"to\":\"18:00\"}]}", "schedule.windows[0].days", "unknown_value")]
    [InlineData("\"valid_from\":\"2024-04-02T00:00:00Z\",\"valid_until\":\"2024-04-02T00:00:00Z\"", "valid_until", "conflict")]
    [InlineData("\"priority\":\"urgent\"", "priority", "unknown_value")]
    public async Task Hours_that_are_wrong_are_refused_by_field(string part, string field, string code)
    {
        var (status, body, _) = await Send("POST", "/v1/geofences", _host.Token("wrong"), $$"""{"name":"G",{{Circle}},{{part}} }""");
        Assert.Equal((400, field, code), (status, (string?)body!["errors"]![0]!["field"], (string?)body["errors"]![0]!["code"]));
    }

    [Fact]
    public async Task Inside_is_told_by_pages_and_bounded_by_what_may_be_seen()
    {
        var admin = _host.Token("inside");
        await Send("POST", "/v1/geofences", admin, $$"""{"geofence_id":"g","name":"G",{{Circle}} }""");
        var fence = _host.Grains.Get<IGeofenceGrain>("inside/g");
        foreach (var vehicle in new[] { "a", "b", "c" })
        {
            await fence.Enter(new GeofenceStay { VehicleId = vehicle, Since = _host.Time.GetUtcNow(), ReceivedAt = _host.Time.GetUtcNow() });
        }

        await fence.Silence("b", _host.Time.GetUtcNow());
        var (_, first, _) = await Send("GET", "/v1/geofences/g/inside?limit=2", admin);
        Assert.Equal([("a", "inside"), ("b", "unknown")], Lines(first));
        Assert.NotNull(first!["items"]![1]!["silent_since"]);
        var (_, second, _) = await Send("GET", "/v1/geofences/g/inside?limit=2&cursor=" + (string?)first["next_cursor"], admin);
        Assert.Equal([("c", "inside")], Lines(second));
        Assert.Null(second!["next_cursor"]);

        var few = _host.Token("inside", "viewer", permissions: """{"filters":{"vehicle_restrictions":["c"]}}""");
        Assert.Equal([("c", "inside")], Lines((await Send("GET", "/v1/geofences/g/inside", few)).Body));
        Assert.Equal(404, (await Send("GET", "/v1/geofences/g/inside", _host.Token("other"))).Status);
        Assert.Equal(404, (await Send("GET", "/v1/geofences/nowhere/inside", admin)).Status);

        static IEnumerable<(string, string)> Lines(JsonNode? page) => page!["items"]!.AsArray().Select(i => ((string)i!["vehicle_id"]!, (string)i["state"]!));
    }

    [Fact]
    public async Task Import_judges_each_fence_alone()
    {
        var admin = _host.Token("import");
        await Send("POST", "/v1/geofences", admin, $$"""{"geofence_id":"known","name":"before",{{Circle}} }""");
        var (status, body, _) = await Send("POST", "/v1/geofences/bulk", admin, """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","id":"known","properties":{"name":"after"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}},
              {"type":"Feature","id":7,"properties":{"name":"P","radius_m":50,"tags":["x"]},"geometry":{"type":"Point","coordinates":[2,1]}},
              {"type":"Feature","properties":{"geofence_id":"road","name":"L","width_m":50},"geometry":{"type":"LineString","coordinates":[[2,1],[3,1]]}},
              {"type":"Feature","id":"eight","properties":{"name":"E"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}},
              {"type":"Feature","id":"open","properties":{"name":"O"},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,1]]]]}},
              {"type":"Feature","id":"far","properties":{"name":"F"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,91],[0,0]]]}},
              {"type":"Feature","id":"nameless","properties":{},"geometry":{"type":"Point","coordinates":[2,1]}},
              {"type":"Feature","id":"road","properties":{"name":"again","radius_m":50},"geometry":{"type":"Point","coordinates":[2,1]}},
              {"type":"Feature","id":"hole","properties":{"name":"H"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]],[[5,5],[6,5],[6,6],[5,5]]]}},
              17,
              {"type":"Feature","id":"flat","properties":{"name":"Z","width_m":1},"geometry":{"type":"LineString","coordinates":[[2,1],[3,1]]}}
            ]}
            """);

        Assert.Equal(200, status);
        Assert.Equal((2, 1, 8, 0), ((int)body!["created"]!, (int)body["replaced"]!, (int)body["refused"]!, (int)body["failed"]!));
        Assert.Equal(
            [
                (0, "replaced", null), (1, "created", null), (2, "created", null), (3, "refused", "features[3].geometry.coordinates[0][2]"),
                (4, "refused", "features[4].geometry.coordinates[0][0][3]"), (5, "refused", "features[5].geometry.coordinates[0][2][1]"),
                (6, "refused", "features[6].properties.radius_m"), (7, "refused", "features[7]"), (8, "refused", "features[8].geometry.coordinates[1]"),
                (9, "refused", "features[9]"), (10, "refused", "features[10].properties.width_m"),
            ],
            body["results"]!.AsArray().Select(r => ((int)r!["index"]!, (string)r["status"]!, (string?)r["errors"]?[0]?["field"])));
        Assert.Equal("after", (string?)(await Send("GET", "/v1/geofences/known", admin)).Body!["name"]);
        Assert.Equal(50, (int)(await Send("GET", "/v1/geofences/7", admin)).Body!["circle"]!["radius_m"]!);
        Assert.Equal(50, (int)(await Send("GET", "/v1/geofences/road", admin)).Body!["corridor"]!["width_m"]!);
        Assert.Equal(404, (await Send("GET", "/v1/geofences/eight", admin)).Status);
    }

    [Fact]
    public async Task Import_takes_the_form_of_single_fences_too_and_more_than_a_megabyte()
    {
        var fences = string.Join(',', Enumerable.Range(0, 3_000).Select(i =>
            $$"""{"geofence_id":"f{{i}}","name":"{{new string('n', 60)}}","tags":["{{new string('t', 60)}}","{{new string('u', 60)}}"],"circle":{"center":{"latitude":{{i % 90}},"longitude":2},"radius_m":100},"authorized_vehicle_ids":["v1","v2","{{new string('v', 100)}}"]}"""));
        var (status, body, _) = await Send("POST", "/v1/geofences/bulk", _host.Token("mega"), $$"""{"geofences":[{{fences}}]}""");

        Assert.Equal((200, 3_000), (status, (int)body!["created"]!));
    }

    [Theory]
    [InlineData("{}", "geofences")]
    [InlineData("""{"type":"Feature","features":[]}""", "type")]
    [InlineData("""{"type":"FeatureCollection","features":[],"geofences":[]}""", "geofences")]
    [InlineData("""{"type":"FeatureCollection","features":{}}""", "features")]
    public async Task Import_that_is_none_is_refused_whole(string json, string field)
    {
        var (status, body, _) = await Send("POST", "/v1/geofences/bulk", _host.Token("none"), json);
        Assert.Equal((400, field), (status, (string?)body!["errors"]![0]!["field"]));
    }

    [Fact]
    public async Task Limits_hold_at_their_edge()
    {
        await using var host = await GatewayHost.Start(("Fleet:Geofences:MaxFences", "3"), ("Fleet:Geofences:MaxImport", "4"), ("Fleet:Geofences:MaxImportBytes", "65536"));
        ((FakeGeofenceCatalogGrain)host.Grains.Get<IGeofenceCatalogGrain>("org/acme")).Fences.Add(new GeofenceDefinition
        {
            GeofenceId = "there", Name = "there", Shape = new CircleShape { Center = default, RadiusMeters = 10 },
        });
        var (status, body, _) = await host.Send(HttpMethod.Post, "/v1/geofences/bulk", host.Token(), $$"""{"geofences":[{{string.Join(',', Enumerable.Repeat($$"""{"name":"F",{{Circle}} }""", 4))}}]}""");
        Assert.Equal((200, 2, 2), (status, (int)body!["created"]!, (int)body["refused"]!));
        Assert.Equal("refused", (string?)body["results"]![2]!["errors"]![0]!["code"]);

        (status, body, _) = await host.Send(HttpMethod.Post, "/v1/geofences/bulk", host.Token(), $$"""{"geofences":[{{string.Join(',', Enumerable.Repeat("{}", 5))}}]}""");
        Assert.Equal((400, "geofences"), (status, (string?)body!["errors"]![0]!["field"]));
        (status, _, _) = await host.Send(HttpMethod.Post, "/v1/geofences/bulk", host.Token(), "{\"geofences\":[\"" + new string('x', 65_536) + "\"]}");
        Assert.Equal(413, status);

        ((FakeGeofenceCatalogGrain)host.Grains.Get<IGeofenceCatalogGrain>("org/acme")).Fences.AddRange(Enumerable.Repeat(
            new GeofenceDefinition { GeofenceId = "x", Name = "x", Shape = new CircleShape { Center = default, RadiusMeters = 10 } }, 2));
        Assert.Equal(409, (await host.Send(HttpMethod.Post, "/v1/geofences", host.Token(), $$"""{"name":"F",{{Circle}} }""")).Status);
        Assert.Equal(409, (await host.Send(HttpMethod.Put, "/v1/geofences/new", host.Token(), $$"""{"name":"F",{{Circle}} }""")).Status);
    }

    [Fact]
    public async Task Viewer_imports_nothing() =>
        Assert.Equal(403, (await Send("POST", "/v1/geofences/bulk", _host.Token(role: "viewer"), """{"geofences":[]}""")).Status);

    private Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> Send(string method, string path, string credential, string? body = null) =>
        _host.Send(new HttpMethod(method), path, credential, body);
}

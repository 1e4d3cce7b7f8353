using System.Text.Json.Nodes;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Fakes;
using Fleet.Organizations;
using Fleet.Storage;
using Fleet.Vehicles;
using Orleans.Runtime;
using Orleans.Storage;

namespace Fleet.Gateway.Api;

public sealed class RestConversationTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly GatewayHost _host = fixture.Host;

    [Fact]
    public async Task Rotated_key_works_for_its_grace_beside_the_new_one()
    {
        await using var host = await GatewayHost.Start();
        var (_, created, _) = await host.Send(HttpMethod.Post, "/v1/api-keys", host.Token(), """{"name":"office","role":"viewer","permissions":{"filters":{"vehicle_restrictions":["v1"]}}}""");
        var (old, id) = ((string)created!["api_key"]!, (string)created["key_id"]!);
        var path = $"/v1/api-keys/{id}/rotate";
        Assert.Equal(400, (await host.Send(HttpMethod.Post, path, host.Token(), """{"grace_seconds":604800.1}""")).Status);
        Assert.Equal(403, (await host.Send(HttpMethod.Post, path, host.Token(permissions: """{"filters":{"vehicle_restrictions":["v2"]}}"""))).Status);
        Assert.Equal(404, (await host.Send(HttpMethod.Post, "/v1/api-keys/key_none/rotate", host.Token())).Status);

        var (status, rotated, _) = await host.Send(HttpMethod.Post, path, host.Token(), """{"grace_seconds":60}""");
        Assert.Equal(201, status);
        var fresh = (string)rotated!["api_key"]!;
        Assert.NotEqual(old, fresh);
        Assert.Equal("v1", (string)rotated["permissions"]!["filters"]!["vehicle_restrictions"]![0]!);
        Assert.Equal(409, (await host.Send(HttpMethod.Post, path, host.Token())).Status);

        host.Time.Advance(TimeSpan.FromMilliseconds(59_999));
        Assert.Equal((200, 200), (await Vehicles(old), await Vehicles(fresh)));
        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal((401, 200), (await Vehicles(old), await Vehicles(fresh)));

        async Task<int> Vehicles(string key) => (await host.Send(HttpMethod.Get, "/v1/vehicles", key)).Status;
    }

    [Fact]
    public async Task Who_asks_is_told_what_the_credential_is_worth_and_never_the_credential()
    {
        await using var host = await GatewayHost.Start();
        var (_, made, _) = await host.Send(HttpMethod.Post, "/v1/api-keys", host.Token(), """
            {"name":"office","role":"operator","expires_at":"2024-04-14T10:30:00Z","permissions":{"channels":{"locations":"read","alerts":"none"},
             "filters":{"vehicle_restrictions":["v1"],"geographic_bounds":{"southwest":{"lat":40,"lng":-75},"northeast":{"lat":41,"lng":-73}}}}}
            """);
        var secret = (string)made!["api_key"]!;

        var (status, me, _) = await host.Send(HttpMethod.Get, "/v1/me", secret);

        Assert.Equal(200, status);
        Assert.Equal(("acme", (string)made["key_id"]!, "operator", false), ((string)me!["organization_id"]!, (string)me["subject"]!, (string)me["role"]!, (bool)me["is_superuser"]!));
        Assert.Equal("2024-04-14T10:30:00Z", (string)me["expires_at"]!);
        Assert.Equal(made["permissions"]!.ToJsonString(), me["permissions"]!.ToJsonString());
        Assert.DoesNotContain(secret, me.ToJsonString(), StringComparison.Ordinal);

        var token = host.Token(role: "viewer", superuser: true);
        (_, me, _) = await host.Send(HttpMethod.Get, "/v1/me", token);
        Assert.Equal(("viewer", true), ((string)me!["role"]!, (bool)me["is_superuser"]!));
        Assert.DoesNotContain(token.Split('.')[2], me.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(401, (await host.Send(HttpMethod.Get, "/v1/me", null)).Status);
        Assert.Equal(401, (await host.Send(HttpMethod.Get, "/v1/me", ApiKeySecret.Create())).Status);
        host.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(401, (await host.Send(HttpMethod.Get, "/v1/me", secret)).Status);
    }

    [Fact]
    public async Task Address_that_guesses_too_often_is_told_to_wait()
    {
        await using var host = await GatewayHost.Start(("Gateway:Auth:MaxFailuresPerMinute", "3"));
        for (var i = 0; i < 3; i++)
            Assert.Equal(401, (await host.Send(HttpMethod.Get, "/v1/vehicles", ApiKeySecret.Create())).Status);

        var (status, _, response) = await host.Send(HttpMethod.Get, "/v1/vehicles", ApiKeySecret.Create());
        Assert.Equal((429, TimeSpan.FromMinutes(1)), (status, response.Headers.RetryAfter!.Delta!.Value));
        Assert.Equal(200, (await host.Send(HttpMethod.Get, "/v1/vehicles", host.Token())).Status); // a token is checked without asking anybody
    }

    [Fact]
    public async Task Vehicle_is_registered_read_changed_listed_and_forgotten()
    {
        var admin = _host.Token("vehicles");
        var (status, body, response) = await Post("/v1/vehicles", admin, """{"vehicle_id":"van-1","name":"Van 1","tags":["north"],"driver_id":"d1"}""");
        Assert.Equal(201, status);
        Assert.Equal("/v1/vehicles/van-1", response.Headers.Location!.ToString());
        Assert.Equal("d1", (string?)body!["driver_id"]);

        (status, body, _) = await Post("/v1/vehicles", admin, """{"vehicle_id":"van-1"}""");
        AssertProblem(ProblemKinds.Conflict, status, body);

        (status, body, _) = await Send("PATCH", "/v1/vehicles/van-1", admin, """{"name":null,"capacity":3.5}""");
        Assert.Equal(200, status);
        Assert.Null(body!["name"]);
        Assert.Equal(3.5, (double)body["capacity"]!);
        Assert.Equal("north", (string?)body["tags"]![0]);

        (status, body, _) = await Send("PUT", "/v1/vehicles/van-1", admin, """{"vehicle_id":"van-1","name":"New"}""");
        Assert.Equal((200, "New", 0), (status, (string?)body!["name"], body["tags"]!.AsArray().Count));

        (status, body, _) = await Get("/v1/vehicles/van-1", admin);
        Assert.Equal((200, "unknown"), (status, (string?)body!["status"]));

        (_, body, _) = await Get("/v1/vehicles", admin);
        Assert.Equal("van-1", (string?)Assert.Single(body!["items"]!.AsArray())!["vehicle_id"]);

        Assert.Equal(204, (await Send("DELETE", "/v1/vehicles/van-1", admin)).Status);
        (status, body, _) = await Get("/v1/vehicles/van-1", admin);
        AssertProblem(ProblemKinds.NotFound, status, body);
        Assert.Equal(404, (await Send("DELETE", "/v1/vehicles/van-1", admin)).Status);
    }

    [Fact]
    public async Task Vehicle_shows_its_live_state_after_a_report()
    {
        var admin = _host.Token("live");
        var (status, body, _) = await Post("/v1/locations", admin, """
            {"vehicle_id":"v1","timestamp":"2024-04-13T10:29:59.5Z","location":{"latitude":40.7128,"longitude":-74.006,"speed":45.5}}
            """);
        Assert.Equal((200, "accepted"), (status, (string?)body!["results"]![0]!["status"]));
        (_, body, _) = await Get("/v1/vehicles/v1", admin);
        Assert.Equal(45.5, (double)body!["current_speed"]!);
        Assert.Equal("2024-04-13T10:29:59.5Z", (string?)body["last_location"]!["timestamp"]);
        Assert.Equal(-74.006, (double)body["last_location"]!["longitude"]!);
    }

    [Fact]
    public async Task Duty_is_declared_and_shown_and_nonsense_named()
    {
        var admin = _host.Token("duty");
        Assert.Equal(404, (await Get("/v1/drivers/d1/duty", admin)).Status);
        Assert.Equal(404, (await Post("/v1/drivers/d1/duty", admin, """{"status":"on_duty"}""")).Status);
        await Post("/v1/drivers", admin, """{"driver_id":"d1"}""");
        var (status, body, _) = await Post("/v1/drivers/d1/duty", admin, """{"status":"on_duty","at":"2024-04-13T06:30:00Z"}""");
        Assert.Equal((200, "on_duty", true), (status, (string?)body!["status"], (bool)body["declared"]!));
        (_, body, _) = await Get("/v1/drivers/d1/duty", admin);
        Assert.Equal((39_600d, 36_000d, 28_800d, 237_600d), ((double)body!["driving_seconds_left"]!, (double)body["window_seconds_left"]!, (double)body["break_seconds_left"]!, (double)body["cycle_seconds_left"]!));
        Assert.Equal((28_800d, "DOT_FMCSA", "US"), ((double)body["drivable_seconds"]!, (string?)body["regulation"], (string?)body["jurisdiction"]));

        foreach (var (wrong, field, code) in new[]
        {
            ("{}", "status", "required"), ("""{"status":"asleep"}""", "status", "unknown_value"), ("""{"status":3}""", "status", "type"),
            ("""{"status":"driving","at":"soon"}""", "at", "format"), ("""{"status":"driving","at":"2024-04-13T11:30:00Z"}""", "at", "in_the_future"),
            ("""{"status":"driving","at":"2024-04-05T10:29:59Z"}""", "at", "too_old"),
        })
        {
            (status, body, _) = await Post("/v1/drivers/d1/duty", admin, wrong);
            AssertProblem(ProblemKinds.Invalid, status, body);
            Assert.Equal((field, code), ((string?)body!["errors"]![0]!["field"], (string?)body["errors"]![0]!["code"]));
        }

        var viewer = _host.Token("duty", "viewer");
        Assert.Equal(403, (await Post("/v1/drivers/d1/duty", viewer, """{"status":"on_duty"}""")).Status);
        Assert.Equal(404, (await Get("/v1/drivers/d1/duty", _host.Token("elsewhere"))).Status);
        Assert.Equal(403, (await Get("/v1/drivers/d1/duty", _host.Token("duty", permissions: """{"channels":{"driver_compliance":"none"}}"""))).Status);
    }

    [Fact]
    public async Task Id_made_by_the_server_is_valid_unique_and_sorts_by_age()
    {
        var admin = _host.Token("made");
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((string)(await Post("/v1/drivers", admin, """{"name":"Somebody"}""")).Body!["driver_id"]!);
            _host.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.All(ids, id => Assert.Matches("^drv_[0-9a-z]{26}$", id));
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(3, ids.Distinct().Count());
    }

    [Fact]
    public async Task Driver_is_created_changed_and_forgotten()
    {
        var admin = _host.Token("drivers");
        Assert.Equal(201, (await Post("/v1/drivers", admin, """{"driver_id":"d1","name":"Ann","license_number":"L1"}""")).Status);
        Assert.Equal(409, (await Post("/v1/drivers", admin, """{"driver_id":"d1"}""")).Status);
        var (_, body, _) = await Send("PATCH", "/v1/drivers/d1", admin, """{"license_number":"L2"}""");
        Assert.Equal(("Ann", "L2"), ((string?)body!["name"], (string?)body["license_number"]));
        (_, body, _) = await Send("PUT", "/v1/drivers/d1", admin, "{}");
        Assert.Null(body!["name"]);
        Assert.Equal(204, (await Send("DELETE", "/v1/drivers/d1", admin)).Status);
        Assert.Equal(404, (await Send("PATCH", "/v1/drivers/d1", admin, "{}")).Status);
    }

    [Fact]
    public async Task Trip_goes_through_its_life_and_out_of_order_commands_conflict()
    {
        var admin = _host.Token("trips");
        const string Trip = """
            {"trip_id":"t1","vehicle_id":"v1","driver_id":"d1","planned_route":{"distance_km":45.2,"estimated_duration_minutes":67,
             "waypoints":[{"latitude":1,"longitude":2,"name":"Depot"},{"latitude":3,"longitude":4,"radius_m":75}]}}
            """;
        var (status, body, _) = await Post("/v1/trips", admin, Trip);
        Assert.Equal((201, "planned"), (status, (string?)body!["status"]));
        Assert.Equal(50, (double)body["planned_route"]!["waypoints"]![0]!["radius_m"]!);
        Assert.Equal(75, (double)body["planned_route"]!["waypoints"]![1]!["radius_m"]!);
        Assert.Equal(409, (await Post("/v1/trips", admin, Trip)).Status);

        (_, body, _) = await Send("PATCH", "/v1/trips/t1", admin, """{"driver_id":"d2"}""");
        Assert.Equal(("d2", 45.2), ((string?)body!["driver_id"], (double)body["planned_route"]!["distance_km"]!));
        Assert.Equal(409, (await Send("PATCH", "/v1/trips/t1", admin, """{"vehicle_id":"v2"}""")).Status);

        (_, body, _) = await Send("PATCH", "/v1/trips/t1", admin, """{"planned_route":{"polyline":"_p~iF~ps|U_ulLnnqC_mqNvxq`@","tolerance_m":80}}""");
        Assert.Equal(("_p~iF~ps|U_ulLnnqC_mqNvxq`@", 80), ((string?)body!["planned_route"]!["polyline"], (double)body["planned_route"]!["tolerance_m"]!));
        (status, body, _) = await Send("PATCH", "/v1/trips/t1", admin, """{"planned_route":{"polyline":"nonsense"}}""");
        AssertProblem(ProblemKinds.Invalid, status, body, "planned_route.polyline", "format");
        (status, body, _) = await Send("PATCH", "/v1/trips/t1", admin, $$$"""{"planned_route":{"polyline":"{{{new string('?', new ApiOptions().MaxPolyline + 1)}}}"}}""");
        AssertProblem(ProblemKinds.Invalid, status, body, "planned_route.polyline", "range");
        (status, body, _) = await Send("PATCH", "/v1/trips/t1", admin, """{"planned_route":{"tolerance_m":0}}""");
        AssertProblem(ProblemKinds.Invalid, status, body, "planned_route.tolerance_m", "range");

        Assert.Equal(409, (await Post("/v1/trips/t1/complete", admin)).Status);
        Assert.Equal("active", (string?)(await Post("/v1/trips/t1/start", admin)).Body!["status"]);
        Assert.Equal(200, (await Post("/v1/trips/t1/start", admin, "{}")).Status);
        Assert.Equal(409, (await Send("DELETE", "/v1/trips/t1", admin)).Status);
        (_, body, _) = await Post("/v1/trips/t1/cancel", admin, """{"reason":"broke down","at":"2024-04-13T10:29:00Z"}""");
        Assert.Equal(("cancelled", "broke down"), ((string?)body!["status"], (string?)body["end_reason"]));
        AssertProblem(ProblemKinds.Conflict, 409, (await Post("/v1/trips/t1/complete", admin)).Body);
        Assert.Equal(404, (await Post("/v1/trips/t9/start", admin)).Status);
        (status, body, _) = await Post("/v1/trips/t1/cancel", admin, """{"at":"2025-04-13T10:29:00Z"}""");
        AssertProblem(ProblemKinds.Invalid, status, body, "at", "in_the_future");
        Assert.Equal(204, (await Send("DELETE", "/v1/trips/t1", admin)).Status);
    }

    [Fact]
    public async Task Trips_are_filtered_and_paged_to_the_end()
    {
        var admin = _host.Token("pages");
        for (var i = 0; i < 7; i++)
            await Post("/v1/trips", admin, $$"""{"trip_id":"t{{i}}","vehicle_id":"v{{i % 2}}","driver_id":"d1"}""");
        await Post("/v1/trips/t0/start", admin);

        var seen = new List<string>();
        var path = "/v1/trips?vehicle_id=v0&limit=2";
        string? cursor = null;
        do
        {
            var (status, body, _) = await Get(path + (cursor is null ? "" : "&cursor=" + cursor), admin);
            Assert.Equal(200, status);
            Assert.InRange(body!["items"]!.AsArray().Count, 1, 2);
            seen.AddRange(body["items"]!.AsArray().Select(t => (string)t!["trip_id"]!));
            cursor = (string?)body["next_cursor"];
        }
        while (cursor is not null);

        Assert.Equal(["t0", "t2", "t4", "t6"], seen.Order(StringComparer.Ordinal));
        Assert.Equal("t0", (string?)Assert.Single((await Get("/v1/trips?status=active", admin)).Body!["items"]!.AsArray())!["trip_id"]);
        Assert.Equal(7, (await Get("/v1/trips?driver_id=d1", admin)).Body!["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Cursor_that_was_tampered_with_or_belongs_to_another_list_is_refused()
    {
        var admin = _host.Token("cursors");
        for (var i = 0; i < 3; i++)
            await Post("/v1/vehicles", admin, $$"""{"vehicle_id":"v{{i}}"}""");
        var cursor = (string)(await Get("/v1/vehicles?limit=1", admin)).Body!["next_cursor"]!;
        Assert.Equal(200, (await Get("/v1/vehicles?cursor=" + cursor, admin)).Status);

        string[] bad =
        [
            "/v1/vehicles?cursor=" + (cursor[0] == 'A' ? "B" : "A") + cursor[1..], "/v1/vehicles?cursor=" + cursor + "A", "/v1/vehicles?cursor=",
            "/v1/vehicles?cursor=%00", "/v1/vehicles?cursor=" + new string('A', 2000), "/v1/drivers?cursor=" + cursor, "/v1/trips?cursor=" + cursor,
        ];
        foreach (var path in bad)
        {
            var (status, body, _) = await Get(path, admin);
            AssertProblem(ProblemKinds.Invalid, status, body, "cursor", "format");
        }

        Assert.Equal(400, (await Get("/v1/vehicles?cursor=" + cursor, _host.Token("other"))).Status);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=abc", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("status=flying", "status")]
    [InlineData("status=Active", "status")]
    [InlineData("vehicle_id=a%2Fb", "vehicle_id")]
    [InlineData("colour=red", "colour")]
    public async Task List_with_a_bad_parameter_is_refused_by_name(string query, string field)
    {
        var (status, body, _) = await Get("/v1/trips?" + query, _host.Token());
        AssertProblem(ProblemKinds.Invalid, status, body, field);
    }

    [Fact]
    public async Task List_at_the_largest_page_is_answered() => Assert.Equal(200, (await Get("/v1/trips?limit=200", _host.Token())).Status);

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[[[-74.01,40.71],[-74,40.71],[-74,40.72],[-74.01,40.71]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[2,2],[2,4],[4,4],[4,2],[2,2]]]}""")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}""")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[179,0],[181,0],[181,1],[179,1],[179,0]]]}""")]
    public async Task GeoJson_out_equals_GeoJson_in(string geometry)
    {
        var admin = _host.Token("geojson");
        var (status, body, _) = await Post("/v1/geofences", admin, $$"""{"name":"F","geometry":{{geometry}}}""");
        Assert.True(status == 201, body?.ToJsonString());
        (_, body, _) = await Get("/v1/geofences/" + (string?)body!["geofence_id"], admin);
        Assert.Equal(JsonNode.Parse(geometry)!.ToJsonString(), body!["geometry"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"name":"F"}""", "geometry")]
    [InlineData("""{"name":"F","circle":{"center":{"latitude":1,"longitude":2},"radius_m":100},"corridor":{"path":[[0,0],[1,1]],"width_m":10}}""", "corridor")]
    [InlineData("""{"name":"F","circle":{"center":{"latitude":91,"longitude":2},"radius_m":100}}""", "circle.center.latitude")]
    [InlineData("""{"name":"F","circle":{"center":{"latitude":1,"longitude":2},"radius_m":0}}""", "circle.radius_m")]
    [InlineData("""{"name":"F","circle":{"center":{"latitude":1,"longitude":2},"radius_m":1e400}}""", "circle.radius_m")]
    [InlineData("""{"name":"F","circle":{"radius_m":100}}""", "circle.center")]
    [InlineData("""{"name":"F","corridor":{"path":[[0,0]],"width_m":10}}""", "corridor.path")]
    [InlineData("""{"name":"F","corridor":{"path":[[0,0],[1]],"width_m":10}}""", "corridor.path[1]")]
    [InlineData("""{"name":"F","geometry":{"type":"Point","coordinates":[0,0]}}""", "geometry.type")]
    [InlineData("""{"name":"F","geometry":{"type":"Polygon","coordinates":[]}}""", "geometry.coordinates")]
    [InlineData("""{"name":"F","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}}""", "geometry.coordinates[0]")]
    [InlineData("""{"name":"F","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}}""", "geometry.coordinates[0][3]")]
    [InlineData("""{"name":"F","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,"x"],[1,1],[0,0]]]}}""", "geometry.coordinates[0][1][1]")]
    [InlineData("""{"name":"F","geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[0,0]]]]}}""", "geometry.coordinates[1][0]")]
    [InlineData("""{"name":"F","circle":{"center":{"latitude":1,"longitude":2},"radius_m":100},"schedule":{"days":["mon"]}}""", "schedule.timezone")]
    [InlineData("""{"name":"F","name":"G","circle":{"center":{"latitude":1,"longitude":2},"radius_m":100}}""", "name")]
    [InlineData("""{"name":7,"circle":{"center":{"latitude":1,"longitude":2},"radius_m":100}}""", "name")]
    public async Task Geofence_that_is_wrong_is_refused_by_field(string body, string field)
    {
        var (status, problem, _) = await Post("/v1/geofences", _host.Token(), body);
        AssertProblem(ProblemKinds.Invalid, status, problem, field);
    }

    [Fact]
    public async Task Geofence_that_crosses_itself_is_refused()
    {
        var (status, body, _) = await Post(
            "/v1/geofences", _host.Token(), """{"name":"F","geometry":{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}}""");
        Assert.Equal((400, "geometry"), (status, (string?)body!["errors"]![0]!["code"]));
    }

    [Fact]
    public async Task Geofence_circle_and_corridor_come_back_as_given()
    {
        var admin = _host.Token("shapes");
        await Post("/v1/geofences", admin, """{"geofence_id":"c","name":"C","circle":{"center":{"latitude":1.5,"longitude":2.5},"radius_m":100},"dwell_seconds":60,"speed_limit":20}""");
        await Post("/v1/geofences", admin, """{"geofence_id":"k","name":"K","corridor":{"path":[[0,0],[1,1.5]],"width_m":30},"authorized_vehicle_ids":["v1"]}""");
        var (_, body, _) = await Get("/v1/geofences/c", admin);
        Assert.Equal("""{"center":{"latitude":1.5,"longitude":2.5},"radius_m":100}""", body!["circle"]!.ToJsonString());
        Assert.Equal(60, (double)body["dwell_seconds"]!);
        (_, body, _) = await Send("PATCH", "/v1/geofences/k", admin, """{"name":"K2"}""");
        Assert.Equal("""{"path":[[0,0],[1,1.5]],"width_m":30}""", body!["corridor"]!.ToJsonString());
        Assert.Equal("K2", (string?)body["name"]);
        Assert.Equal(204, (await Send("DELETE", "/v1/geofences/k", admin)).Status);
    }

    [Fact]
    public async Task Organization_is_created_by_a_superuser_whose_first_key_works()
    {
        var super = _host.Token("root-org", "viewer", superuser: true);
        Assert.Equal(403, (await Post("/v1/organizations", _host.Token(), """{"name":"X"}""")).Status);
        var (status, body, _) = await Post("/v1/organizations", super, """{"organization_id":"fresh","name":"Fresh","speed_limit":90}""");
        Assert.Equal(201, status);
        var key = (string)body!["api_key"]!;
        Assert.Equal(409, (await Post("/v1/organizations", super, """{"organization_id":"fresh","name":"Fresh"}""")).Status);

        (status, body, _) = await Get("/v1/organizations/fresh", key);
        Assert.Equal((200, "Fresh", 90), (status, (string?)body!["name"], (int)body["speed_limit"]!));
        Assert.Null(body["api_key"]);
        Assert.Equal(201, (await Post("/v1/vehicles", key, "{}")).Status);
        Assert.Equal(404, (await Get("/v1/organizations/fresh", _host.Token("acme"))).Status);
        Assert.Equal(200, (await Get("/v1/organizations/fresh", super)).Status);

        (_, body, _) = await Send("PATCH", "/v1/organizations/fresh", key, """{"offline_after_seconds":60,"speed_limit":null}""");
        Assert.Equal(60, (double)body!["offline_after_seconds"]!);
        Assert.Null(body["speed_limit"]);
    }

    [Fact]
    public async Task Thresholds_of_the_seed_are_kept_in_its_own_units()
    {
        var admin = _host.Token("thresholds");
        var (status, body, _) = await Send("PATCH", "/v1/thresholds", admin, ApiExamples.All["PATCH v1/thresholds"]);
        Assert.True(status == 200, body?.ToJsonString());
        Assert.Equal(
            """{"harsh_acceleration":{"threshold":3.5,"duration":2},"harsh_braking":{"threshold":-4,"duration":1.5},"harsh_cornering":{"threshold":0.6,"duration":3},"speeding":{"over_limit":15,"duration":30},"idling_seconds":300,"low_fuel_level":0.15}""",
            body!.ToJsonString());
        var settings = await _host.Grains.Get<IOrganizationGrain>("org/thresholds").Get();
        Assert.Equal(0.6 * 9.80665, settings!.Thresholds.HarshCornering.MetersPerSecondSquared, 9);
        Assert.Equal(4, settings.Thresholds.HarshBraking.MetersPerSecondSquared);
        (_, body, _) = await Send("PATCH", "/v1/thresholds", admin, """{"harsh_braking":null}""");
        Assert.Null(body!["harsh_braking"]);
        Assert.Equal(3.5, (double)body["harsh_acceleration"]!["threshold"]!);
        (status, body, _) = await Send("PATCH", "/v1/thresholds", admin, """{"harsh_cornering":{"threshold":"0.6"}}""");
        AssertProblem(ProblemKinds.Invalid, status, body, "harsh_cornering.threshold", "type");
    }

    [Fact]
    public async Task Api_key_is_shown_once_listed_without_secret_and_dies_within_a_second_of_revocation()
    {
        var admin = _host.Token("keys");
        var (status, body, _) = await Post("/v1/api-keys", admin, """{"name":"k","role":"viewer"}""");
        Assert.Equal(201, status);
        var (secret, id) = ((string)body!["api_key"]!, (string)body["key_id"]!);
        Assert.Equal(200, (await Get("/v1/vehicles", secret)).Status);

        var (_, list, _) = await Get("/v1/api-keys", admin);
        Assert.Equal(id, (string?)Assert.Single(list!["items"]!.AsArray())!["key_id"]);
        Assert.DoesNotContain("flt_live_", list.ToJsonString(), StringComparison.Ordinal);

        Assert.Equal(204, (await Send("DELETE", "/v1/api-keys/" + id, admin)).Status);
        _host.Time.Advance(TimeSpan.FromSeconds(1));
        (status, body, var response) = await Get("/v1/vehicles", secret);
        AssertProblem(ProblemKinds.Unauthenticated, status, body);
        Assert.Contains("invalid_token", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal(404, (await Send("DELETE", "/v1/api-keys/nothing", admin)).Status);
    }

    [Theory]
    [InlineData("""{"role":"viewer"}""", "name")]
    [InlineData("""{"name":"k"}""", "role")]
    [InlineData("""{"name":"k","role":"owner"}""", "role")]
    [InlineData("""{"name":"k","role":"viewer","expires_at":"2024-04-13T10:00:00Z"}""", "expires_at")]
    [InlineData("""{"name":"k","role":"viewer","require_signature":"yes"}""", "require_signature")]
    [InlineData("""{"name":"k","role":"viewer","permissions":{"channels":{"locations":"write"}}}""", "permissions.channels.locations")]
    [InlineData("""{"name":"k","role":"viewer","permissions":{"filters":{"vehicle_restrictions":["a/b"]}}}""", "permissions.filters.vehicle_restrictions[0]")]
    public async Task Api_key_that_is_wrong_is_refused_by_field(string body, string field)
    {
        var (status, problem, _) = await Post("/v1/api-keys", _host.Token("wrong-keys"), body);
        AssertProblem(ProblemKinds.Invalid, status, problem, field);
    }

    [Fact]
    public async Task Restricted_admin_cannot_give_a_key_more_than_he_has()
    {
        var restricted = _host.Token("scoped", permissions: """{"channels":{"alerts":"none"},"filters":{"vehicle_restrictions":["v1","v2"]}}""");
        Assert.Equal(400, (await Post("/v1/api-keys", restricted, """{"name":"k","role":"viewer"}""")).Status);
        Assert.Equal(400, (await Post("/v1/api-keys", restricted, """{"name":"k","role":"viewer","permissions":{"channels":{"alerts":"none"},"filters":{"vehicle_restrictions":["v3"]}}}""")).Status);
        Assert.Equal(201, (await Post("/v1/api-keys", restricted, """{"name":"k","role":"viewer","permissions":{"channels":{"alerts":"none"},"filters":{"vehicle_restrictions":["v1"]}}}""")).Status);
    }

    [Fact]
    public async Task What_belongs_to_another_organization_is_not_found()
    {
        var mine = _host.Token("mine");
        var theirs = _host.Token("theirs");
        await Post("/v1/vehicles", mine, """{"vehicle_id":"v1"}""");
        await Post("/v1/drivers", mine, """{"driver_id":"d1"}""");
        await Post("/v1/trips", mine, """{"trip_id":"t1","vehicle_id":"v1"}""");
        await Post("/v1/geofences", mine, """{"geofence_id":"g1","name":"G","circle":{"center":{"latitude":1,"longitude":2},"radius_m":100}}""");
        foreach (var path in new[] { "/v1/vehicles/v1", "/v1/drivers/d1", "/v1/trips/t1", "/v1/geofences/g1", "/v1/organizations/mine" })
        {
            Assert.Equal(404, (await Get(path, theirs)).Status);
            Assert.Equal(path.Contains("organizations", StringComparison.Ordinal) ? 405 : 404, (await Send("DELETE", path, theirs)).Status);
            Assert.Equal(path.Contains("organizations", StringComparison.Ordinal) ? 404 : 200, (await Get(path, mine)).Status);
        }

        Assert.Equal(404, (await Post("/v1/trips/t1/start", theirs)).Status);
        foreach (var path in new[] { "/v1/vehicles", "/v1/drivers", "/v1/trips", "/v1/geofences" })
            Assert.Empty((await Get(path, theirs)).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task Roles_bound_what_may_be_done()
    {
        var (viewer, op) = (_host.Token(role: "viewer"), _host.Token(role: "operator"));
        const string Position = """{"vehicle_id":"v1","timestamp":"2024-04-13T10:30:00Z","latitude":1,"longitude":2}""";
        (string Method, string Path, string Body, int Viewer, int Operator)[] rules =
        [
            ("GET", "/v1/vehicles", "", 200, 200), ("POST", "/v1/vehicles", "{}", 403, 201), ("POST", "/v1/locations", Position, 403, 200),
            ("POST", "/v1/events", "[]", 403, 200), ("PATCH", "/v1/thresholds", "{}", 403, 200), ("GET", "/v1/thresholds", "", 200, 200),
            ("GET", "/v1/api-keys", "", 403, 403), ("POST", "/v1/api-keys", "{}", 403, 403), ("PATCH", "/v1/organizations/acme", "{}", 403, 403),
            ("POST", "/v1/organizations", "{}", 403, 403),
        ];
        foreach (var (method, path, body, forViewer, forOperator) in rules)
        {
            Assert.Equal((path, forViewer), (path, (await Send(method, path, viewer, body.Length > 0 ? body : null)).Status));
            Assert.Equal((path, forOperator), (path, (await Send(method, path, op, body.Length > 0 ? body : null)).Status));
            Assert.Equal((path, 401), (path, (await Send(method, path, null, body.Length > 0 ? body : null)).Status));
        }
    }

    [Fact]
    public async Task Permissions_bound_what_is_seen()
    {
        var admin = _host.Token("bounded");
        await Post("/v1/locations", admin, """
            [{"vehicle_id":"in","timestamp":"2024-04-13T10:30:00Z","latitude":40.71,"longitude":-74.0},
             {"vehicle_id":"out","timestamp":"2024-04-13T10:30:00Z","latitude":50,"longitude":8}]
            """);
        foreach (var id in new[] { "in", "out" })
        {
            await Send("PUT", "/v1/vehicles/" + id, admin, "{}");
            await Post("/v1/trips", admin, $$"""{"trip_id":"t-{{id}}","vehicle_id":"{{id}}"}""");
        }

        var only = _host.Token("bounded", "operator", permissions: """{"filters":{"vehicle_restrictions":["in"]}}""");
        Assert.Equal(200, (await Get("/v1/vehicles/in", only)).Status);
        Assert.Equal(404, (await Get("/v1/vehicles/out", only)).Status);
        Assert.Equal(404, (await Send("PUT", "/v1/vehicles/out", only, "{}")).Status);
        Assert.Equal(404, (await Get("/v1/trips/t-out", only)).Status);
        Assert.Single((await Get("/v1/vehicles", only)).Body!["items"]!.AsArray());
        Assert.Equal(400, (await Post("/v1/trips", only, """{"vehicle_id":"out"}""")).Status);
        var (_, body, _) = await Post("/v1/locations", only, """{"vehicle_id":"out","timestamp":"2024-04-13T10:30:00Z","latitude":1,"longitude":2}""");
        Assert.Equal("forbidden", (string?)body!["results"]![0]!["error"]!["code"]);

        var area = _host.Token("bounded", permissions: """{"filters":{"geographic_bounds":{"southwest":{"lat":40,"lng":-75},"northeast":{"lat":41,"lng":-73}}}}""");
        Assert.Equal(200, (await Get("/v1/vehicles/in", area)).Status);
        Assert.Equal(404, (await Get("/v1/vehicles/out", area)).Status);

        var none = _host.Token("bounded", permissions: """{"channels":{"locations":"none","trip_updates":"admin_only"}}""");
        Assert.Equal(403, (await Get("/v1/vehicles", none)).Status);
        Assert.Equal(200, (await Get("/v1/trips", none)).Status);
        var viewer = _host.Token("bounded", "viewer", permissions: """{"channels":{"trip_updates":"admin_only"}}""");
        Assert.Equal(403, (await Get("/v1/trips", viewer)).Status);
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", null, "application/json", 404, "not_found")]
    [InlineData("GET", "/nothing", null, "application/json", 404, "not_found")]
    [InlineData("DELETE", "/v1/vehicles", null, "application/json", 405, "method_not_allowed")]
    [InlineData("POST", "/v1/vehicles", "{", "application/json", 400, "malformed_json")]
    [InlineData("POST", "/v1/vehicles", "", "application/json", 400, "malformed_json")]
    [InlineData("POST", "/v1/vehicles", "[]", "application/json", 400, "invalid")]
    [InlineData("POST", "/v1/vehicles", "{}", "text/plain", 415, "unsupported_media_type")]
    [InlineData("POST", "/v1/locations", "{}", "application/x-www-form-urlencoded", 415, "unsupported_media_type")]
    [InlineData("POST", "/v1/locations", "[{},]", "application/json", 400, "malformed_json")]
    [InlineData("POST", "/v1/locations", "7", "application/json", 400, "invalid")]
    [InlineData("POST", "/v1/events", "7", "application/json", 400, "invalid")]
    [InlineData("GET", "/v1/vehicles/a%20b", null, "application/json", 404, "not_found")]
    [InlineData("GET", "/v1/vehicles/a%2Fb", null, "application/json", 404, "not_found")]
    public async Task Error_is_a_problem(string method, string path, string? body, string contentType, int expected, string slug)
    {
        var (status, problem, response) = await _host.Send(new HttpMethod(method), path, _host.Token(), body, contentType);
        Assert.Equal(expected, status);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("urn:fleet:problem:" + slug, (string?)problem!["type"]);
        Assert.Equal(expected, (int)problem["status"]!);
        Assert.NotNull((string?)problem["title"]);
    }

    [Fact]
    public async Task Malformed_json_is_answered_with_its_byte_position()
    {
        var (_, body, _) = await Post("/v1/locations", _host.Token(), "[{\n\"é\":1},\n x]");
        Assert.Equal(13, (long)body!["byte_position"]!);
    }

    [Fact]
    public async Task Missing_credential_is_challenged()
    {
        var (status, body, response) = await Get("/v1/vehicles", null);
        AssertProblem(ProblemKinds.Unauthenticated, status, body);
        Assert.Equal("Bearer realm=\"fleet\"", response.Headers.WwwAuthenticate.ToString());
    }

    public static TheoryData<Exception> OfGrainsThatCanBeAskedAgain { get; } = new()
    {
        new TimeoutException("secret detail"),
        new SiloUnavailableException("secret detail"),
        new InconsistentStateException("secret detail"),
        new StateLostException("secret detail"),
    };

    [Theory]
    [MemberData(nameof(OfGrainsThatCanBeAskedAgain), DisableDiscoveryEnumeration = true)]
    public async Task Failing_grain_is_503_and_shows_no_exception(Exception exception)
    {
        ((FakeOrganizationGrain)_host.Grains.Get<IOrganizationGrain>("org/broken")).BeforeGet = () => throw exception;
        var (status, body, response) = await Get("/v1/thresholds", _host.Token("broken"));
        AssertProblem(ProblemKinds.Unavailable, status, body);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.DoesNotContain("secret", body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_of_a_grain_is_500_and_shows_no_exception()
    {
        ((FakeOrganizationGrain)_host.Grains.Get<IOrganizationGrain>("org/buggy")).BeforeGet = () => throw new InvalidOperationException("secret detail");
        var (status, body, _) = await Get("/v1/thresholds", _host.Token("buggy"));
        AssertProblem(ProblemKinds.Internal, status, body);
        Assert.DoesNotContain("secret", body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_example_of_the_description_is_taken()
    {
        var super = _host.Token("examples", superuser: true);
        foreach (var (operation, example) in ApiExamples.All)
        {
            var (method, path) = (operation.Split(' ')[0], "/" + operation.Split(' ')[1].Replace("{layer_id}", "city", StringComparison.Ordinal));
            var (status, body, _) = await Send(method, path, super, example);
            Assert.True(status is 200 or 201, $"{operation}: {body?.ToJsonString()}");
            if (body!["results"] is { } results)
                Assert.Equal("accepted", (string?)results[0]!["status"]);
        }
    }

    [Fact]
    public async Task Description_names_every_route_with_schemas()
    {
        var (status, body, _) = await Get("/openapi/v1.json", null);
        Assert.Equal(200, status);
        var paths = body!["paths"]!.AsObject();
        foreach (var path in new[] { "/v1/locations", "/v1/events", "/v1/vehicles", "/v1/vehicles/{vehicle_id}", "/v1/trips/{trip_id}/start", "/v1/geofences", "/v1/api-keys", "/v1/thresholds", "/v1/organizations" })
            Assert.Contains(path, paths.Select(p => p.Key));
        Assert.Contains("vehicle_id", body["components"]!["schemas"]!["LocationBody"]!["properties"]!.AsObject().Select(p => p.Key));
        Assert.NotNull(paths["/v1/locations"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]);
        Assert.Contains(paths["/v1/trips"]!["get"]!["parameters"]!.AsArray(), p => (string?)p!["name"] == "status");
        foreach (var (path, operations) in paths)
            Assert.All(operations!.AsObject(), o => Assert.True(o.Value!["summary"] is not null, path + " " + o.Key));
    }

    [Fact]
    public async Task Health_start_page_and_headers_are_there()
    {
        Assert.Equal((200, "live"), ((await Get("/health/live", null)).Status, (string?)(await Get("/health/live", null)).Body!["status"]));
        Assert.Equal("ready", (string?)(await Get("/health/ready", null)).Body!["status"]);
        var page = await _host.Client.GetAsync("/");
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(page.Headers.Contains("Server"));
        Assert.Equal("no-store", (await Get("/v1/vehicles", _host.Token())).Response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Metrics_have_the_ledger_and_its_sums_agree()
    {
        await using var host = await GatewayHost.Start();
        await host.Send(HttpMethod.Post, "/v1/locations", host.Token(), """
            [{"vehicle_id":"v1","timestamp":"2024-04-13T10:30:00Z","latitude":1,"longitude":2},
             {"vehicle_id":"v1","timestamp":"2024-04-13T10:30:00Z","latitude":1,"longitude":2},
             {"vehicle_id":"v1","timestamp":"2024-04-13T10:29:00Z","latitude":1,"longitude":2},
             {"vehicle_id":"v1","latitude":1,"longitude":2}]
            """);
        ((FakeVehicleGrain)host.Grains.Get<IVehicleGrain>("acme/v2")).BeforeReport = () => throw new TimeoutException();
        var (status, body, response) = await host.Send(
            HttpMethod.Post, "/v1/locations", host.Token(), """{"vehicle_id":"v2","timestamp":"2024-04-13T10:30:00Z","latitude":1,"longitude":2}""");
        AssertProblem(ProblemKinds.Unavailable, status, body);
        Assert.NotNull(response.Headers.RetryAfter);

        var text = await host.Client.GetStringAsync("/metrics");
        Assert.Contains("fleet_ingest_received_total{door=\"http\"} 5\n", text, StringComparison.Ordinal);
        foreach (var outcome in new[] { "accepted", "duplicate", "late", "refused", "failed" })
            Assert.Contains($"fleet_ingest_settled_total{{door=\"http\",status=\"{outcome}\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds_bucket{", text, StringComparison.Ordinal);
        Assert.Contains("le=\"+Inf\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("acme", text, StringComparison.Ordinal);
    }

    private static void AssertProblem(ProblemKind kind, int status, JsonNode? body, string? field = null, string? code = null)
    {
        Assert.Equal((kind.Status, kind.Type), (status, (string?)body?["type"]));
        if (field is not null)
            Assert.Equal(field, (string?)body!["errors"]![0]!["field"]);
        if (code is not null)
            Assert.Equal(code, (string?)body!["errors"]![0]!["code"]);
    }

    private Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> Get(string path, string? credential) => Send("GET", path, credential);

    private Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> Post(string path, string? credential, string? body = null) =>
        Send("POST", path, credential, body);

    private Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> Send(string method, string path, string? credential, string? body = null) =>
        _host.Send(new HttpMethod(method), path, credential, body);
}

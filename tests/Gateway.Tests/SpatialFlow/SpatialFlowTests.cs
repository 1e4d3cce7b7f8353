using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Fakes;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Fleet.Geofences;
using Fleet.Geography;
using Fleet.Organizations;
using Fleet.Trips;

namespace Fleet.Gateway.Protocols.SpatialFlow;

public sealed class SpatialFlowTests
{
    private const string Dashboard = "/ws/dashboard/events/";
    private const string Geofences = "/ws/events/geofence/";
    private const int Seats = 4; // one a shard

    [Theory]
    [InlineData("/ws/dashboard/events/")]
    [InlineData("/ws/dashboard/events")]
    public async Task Dashboard_begins_with_the_real_state_and_goes_on_with_every_event(string path)
    {
        await using var server = await SpatialFlowServer.Start();
        Fences(server).AddRange([Fence("a"), Fence("b")]);
        server.Shards.Publish(
            Made.Location("v", 1), Crossing("v", 2, TripEventKind.GeofenceEntry), Made.Safety("w", 3), Crossing("v", 4, TripEventKind.GeofenceExit),
            Crossing("v", 5, TripEventKind.GeofenceEntry), Made.Trip("w", -86_400, TripEventKind.Started));

        await using var client = await server.Connect(path);

        Assert.Equal("access_token", client.Subprotocol);
        var update = await client.Next("dashboard_update");
        Assert.Equal(
            """{"active_geofences":2,"active_devices":1,"events_today":4,"entries_today":2,"exits_today":1,"timestamp":"2024-04-13T10:30:00Z"}""",
            update.GetProperty("stats").GetRawText());
        Assert.Equal(
            ["v:5:GeofenceEntry", "v:4:GeofenceExit", "w:3:harsh_braking", "v:2:GeofenceEntry", "w:-86400:Started"],
            update.GetProperty("recent_events").EnumerateArray().Select(e => e.GetProperty("event_id").GetString()));
        Assert.Equal(4, update.GetProperty("offsets").GetArrayLength());

        await server.Live(Seats);
        server.Shards.Publish(Made.Location("v", 6), Made.Safety("v", 7), Made.Driver("d", 8));
        var pushed = await client.Next("new_event");
        Assert.Equal(("v", "harsh_braking"), (pushed.GetProperty("event").GetProperty("device_id").GetString(), pushed.GetProperty("event").GetProperty("event_type").GetString()));
    }

    [Fact]
    public async Task Geofence_events_are_crossings_of_the_own_organization_and_nothing_else()
    {
        await using var server = await SpatialFlowServer.Start();
        await using var client = await server.Connect(Geofences);
        await server.Live(Seats);

        server.Shards.Publish(
            Made.Safety("v", 1), Made.Trip("v", 2, TripEventKind.Started), Crossing("x", 3, TripEventKind.GeofenceEntry) with { OrganizationId = "other" },
            Crossing("v", 4, TripEventKind.GeofenceEntry));

        var message = await client.Next("geofence_event");
        Assert.Equal(["type", "event", "timestamp", "offset"], message.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("v", "depot", "entry"), (
            message.GetProperty("event").GetProperty("device_id").GetString(),
            message.GetProperty("event").GetProperty("geofence_id").GetString(),
            message.GetProperty("event").GetProperty("event_type").GetString()));
    }

    [Fact]
    public async Task Token_in_the_query_works_and_selects_no_subprotocol()
    {
        await using var server = await SpatialFlowServer.Start();
        await using var client = await StreamingClient.Connect(server.Address(Dashboard + "?token=jwt"), null);

        await client.Next("dashboard_update");
        Assert.Null(client.Subprotocol);
    }

    [Theory]
    [InlineData("access_token", "wrong", "invalid")]
    [InlineData("access_token", null, "invalid")]
    [InlineData(null, null, "invalid")]
    public async Task Missing_or_bad_token_is_told_by_close_4001_on_every_path(string? protocol, string? token, string code)
    {
        await using var server = await SpatialFlowServer.Start();
        foreach (var path in new[] { Dashboard, Geofences, "/ws/workflows/w/", "/ws/workflows/w/executions/e/", "/ws/webhooks/status/" })
        {
            await using var client = await StreamingClient.Connect(server.Address(path), null, subprotocols: [.. new[] { protocol, token }.OfType<string>()]);
            Assert.Equal(protocol, client.Subprotocol);
            Assert.Equal((ErrorTypes.AuthenticationFailed, code), Pair(await client.NextError()));
            Assert.Equal(4001, (await client.Closed()).Code);
        }
    }

    [Fact]
    public async Task Webhooks_are_for_superusers()
    {
        await using var server = await SpatialFlowServer.Start();
        server.Keys.Add("admin", KnownKeys.Viewer(role: Role.Admin));
        await using var client = await server.Connect("/ws/webhooks/status/", "admin");

        Assert.Equal((ErrorTypes.AuthorizationFailed, ErrorCodes.SuperuserRequired), Pair(await client.NextError()));
        Assert.Equal(4003, (await client.Closed()).Code);
    }

    [Theory]
    [InlineData(Dashboard)]
    [InlineData(Geofences)]
    public async Task Who_may_read_none_of_it_is_closed_with_4003(string path)
    {
        await using var server = await SpatialFlowServer.Start();
        var channels = new[] { "locations", "trip_updates", "safety_events", "driver_compliance" }.ToDictionary(c => c, _ => ChannelAccess.None);
        server.Keys.Add("blind", KnownKeys.Viewer(permissions: new Permissions { Channels = System.Collections.Immutable.ImmutableDictionary.CreateRange(channels) }));
        await using var client = await server.Connect(path, "blind");

        Assert.Equal((ErrorTypes.AuthorizationFailed, ErrorCodes.ChannelForbidden), Pair(await client.NextError()));
        Assert.Equal(4003, (await client.Closed()).Code);
    }

    [Fact]
    public async Task Who_sees_some_vehicles_is_told_of_them_alone()
    {
        await using var server = await SpatialFlowServer.Start();
        server.Keys.Add("few", KnownKeys.Viewer(permissions: new Permissions { VehicleRestrictions = ["v"] }));
        server.Shards.Publish(Made.Location("v", 1), Made.Location("w", 1), Crossing("w", 2, TripEventKind.GeofenceEntry), Crossing("v", 3, TripEventKind.GeofenceEntry));
        await using var client = await server.Connect(Dashboard, "few");

        var update = await client.Next("dashboard_update");
        var stats = update.GetProperty("stats");
        Assert.Equal((1, 1, 1), (stats.GetProperty("active_devices").GetInt32(), stats.GetProperty("events_today").GetInt32(), stats.GetProperty("entries_today").GetInt32()));
        Assert.Equal("v", Assert.Single(update.GetProperty("recent_events").EnumerateArray()).GetProperty("device_id").GetString());
        await server.Live(Seats);
        server.Shards.Publish(Crossing("w", 4, TripEventKind.GeofenceExit), Crossing("v", 5, TripEventKind.GeofenceExit));
        Assert.Equal("v:5:GeofenceExit", (await client.Next("new_event")).GetProperty("event").GetProperty("event_id").GetString());
    }

    [Fact]
    public async Task Who_sees_an_area_is_told_of_it_alone_and_of_no_sums_that_cannot_be_made()
    {
        await using var server = await SpatialFlowServer.Start();
        Fences(server).AddRange([Fence("in"), Fence("out", 20)]);
        server.Keys.Add("here", KnownKeys.Viewer(permissions: new Permissions { GeographicBounds = new GeoBounds(new GeoPoint(49, 7), new GeoPoint(51, 9)) }));
        server.Shards.Publish(
            Made.Location("v", 1), Made.Location("w", 1, latitude: 20),
            Crossing("w", 2, TripEventKind.GeofenceEntry) with { Location = new GeoPoint(20, 8) }, Crossing("v", 3, TripEventKind.GeofenceEntry));
        await using var client = await server.Connect(Dashboard, "here");

        var update = await client.Next("dashboard_update");
        Assert.Equal("""{"active_geofences":1,"active_devices":1,"timestamp":"2024-04-13T10:30:00Z"}""", update.GetProperty("stats").GetRawText());
        Assert.Equal("v", Assert.Single(update.GetProperty("recent_events").EnumerateArray()).GetProperty("device_id").GetString());
    }

    [Fact]
    public async Task Resume_brings_what_was_missed_once_and_says_so()
    {
        await using var server = await SpatialFlowServer.Start();
        string places;
        await using (var client = await server.Connect(Geofences + "?resume="))
        {
            places = Places((await client.Next("subscribed")).GetProperty("offsets"));
        }

        server.Shards.Publish(Made.Safety("v", 1), Crossing("v", 2, TripEventKind.GeofenceEntry), Crossing("w", 3, TripEventKind.GeofenceEntry));
        await using var again = await server.Connect(Geofences + "?resume=" + places);

        Assert.Equal(places, Places((await again.Next("subscribed")).GetProperty("offsets")));
        string?[] missed = [Id(await again.Next("geofence_event")), Id(await again.Next("geofence_event"))];
        Assert.Equal(["v:2:GeofenceEntry", "w:3:GeofenceEntry"], missed.Order(StringComparer.Ordinal));
        var complete = await again.Next("resume_complete");
        Assert.Equal((2, true), (complete.GetProperty("replayed").GetInt32(), complete.GetProperty("complete").GetBoolean()));
    }

    [Theory]
    [InlineData("0:e9:1,1:e9:1,2:e9:1,3:e9:1", false)]
    [InlineData("nonsense", true)]
    public async Task What_cannot_be_resumed_is_said_and_begins_anew(string resume, bool error)
    {
        await using var server = await SpatialFlowServer.Start();
        await using var client = await server.Connect(Dashboard + "?resume=" + resume);
        if (error)
        {
            Assert.Equal((ErrorTypes.InvalidSubscription, ErrorCodes.InvalidField), Pair(await client.NextError()));
        }

        await client.Next("subscribed");
        Assert.False((await client.Next("resume_complete")).GetProperty("complete").GetBoolean());
        await client.Next("dashboard_update");
    }

    [Theory]
    [InlineData(Geofences, "spatialflow_geofence", "geofence_event")]
    [InlineData(Dashboard, "spatialflow_dashboard", "new_event")]
    public async Task Line_that_breaks_is_told_as_a_gap_that_is_what_asyncapi_says(string path, string channel, string told)
    {
        await using var server = await SpatialFlowServer.Start();
        await using var client = await server.Connect(path);
        await server.Live(Seats);
        server.Shards.Publish(Crossing("v", 1, TripEventKind.GeofenceEntry));
        await client.Find(told);

        server.Shards.BreakLine("org", server.Shards.ShardOf("v"));
        server.Shards.Publish(Crossing("v", 2, TripEventKind.GeofenceExit));

        var gap = await client.Find("gap");
        Assert.Equal(server.Shards.ShardOf("v"), Assert.Single(gap.GetProperty("offsets").EnumerateArray()).GetProperty("shard").GetInt32());
        using var description = JsonDocument.Parse(server.Description);
        Assert.Empty(SchemaCheck.Faults(description.RootElement, channel, gap));
        Assert.Single(SchemaCheck.Faults(description.RootElement, channel, JsonDocument.Parse(gap.GetRawText().Replace("\"epoch\"", "\"era\":1,\"epoch\"", StringComparison.Ordinal)).RootElement));
    }

    [Fact]
    public async Task Peer_that_says_nothing_is_pinged_and_one_that_does_not_answer_is_closed()
    {
        await using var server = await SpatialFlowServer.Start();
        using var tcp = await Upgrade(server.Address(Geofences + "?token=jwt"));
        await server.Live(Seats);
        var frame = new byte[2];

        server.Clock.Advance(TimeSpan.FromSeconds(25));
        await tcp.GetStream().ReadExactlyAsync(frame);
        Assert.Equal([0x89, 0x00], frame);

        await tcp.GetStream().WriteAsync(Masked(0x8A, ""));
        await tcp.GetStream().WriteAsync(Masked(0x81, """{"type":"ping"}""")); // its answer says that the pong was read
        await tcp.GetStream().ReadExactlyAsync(frame);
        await tcp.GetStream().ReadExactlyAsync(new byte[frame[1]]);
        server.Clock.Advance(TimeSpan.FromSeconds(44));
        await tcp.GetStream().ReadExactlyAsync(frame);
        Assert.Equal([0x89, 0x00], frame);
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        await tcp.GetStream().ReadExactlyAsync(frame);
        Assert.Equal(0x88, frame[0]);
        await tcp.GetStream().ReadExactlyAsync(frame);
        Assert.Equal(1001, (frame[0] << 8) | frame[1]);
    }

    [Fact]
    public async Task Token_that_expires_ends_the_session_with_4010()
    {
        await using var server = await SpatialFlowServer.Start();
        server.Keys.Add("short", KnownKeys.Viewer(expiresAt: server.Clock.GetUtcNow().AddSeconds(10)));
        await using var client = await server.Connect(Dashboard, "short");
        await client.Next("dashboard_update");

        server.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((ErrorTypes.AuthenticationFailed, ErrorCodes.TokenExpired), Pair(await client.NextError()));
        Assert.Equal(4010, (await client.Closed()).Code);
    }

    [Fact]
    public async Task Nonsense_gets_typed_errors_and_too_much_of_it_4029()
    {
        await using var server = await SpatialFlowServer.Start(("Gateway:SpatialFlow:MessagesPer5Seconds", "3"));
        await using var client = await server.Connect(Geofences);
        foreach (var nonsense in new[] { "{", "[1]", """{"type":"subscribe"}""" })
        {
            await client.Say(nonsense);
            Assert.Equal((ErrorTypes.InvalidMessage, ErrorCodes.UnknownType), Pair(await client.NextError()));
        }

        await client.Say("""{"type":"ping"}""");
        Assert.Equal((ErrorTypes.RateLimitExceeded, ErrorCodes.MessageRate), Pair(await client.NextError()));
        Assert.Equal(4029, (await client.Closed()).Code);
    }

    [Fact]
    public async Task Binary_and_large_messages_are_refused()
    {
        await using var server = await SpatialFlowServer.Start(("Gateway:SpatialFlow:MaxMessageBytes", "1024"));
        await using var binary = await server.Connect(Geofences);
        await binary.Send([1, 2], WebSocketMessageType.Binary);
        await binary.NextError();
        Assert.Equal(1003, (await binary.Closed()).Code);

        await using var large = await server.Connect(Geofences);
        await large.Say(new string(' ', 1_025));
        Assert.Equal(1009, (await large.Closed()).Code);
    }

    [Fact]
    public async Task Foreign_page_and_one_connection_too_many_are_refused_behind_the_handshake()
    {
        await using var server = await SpatialFlowServer.Start(("Gateway:MaxConnectionsPerOrganization", "1"));
        await using var page = await server.Connect(Dashboard, origin: "https://elsewhere.example");
        Assert.Equal(1008, (await page.Closed()).Code);

        await using var first = await server.Connect(Dashboard);
        await first.Next("dashboard_update");
        await using var second = await server.Connect(Dashboard);
        Assert.Equal((ErrorTypes.RateLimitExceeded, ErrorCodes.ConnectionLimit), Pair(await second.NextError()));
        Assert.Equal(4009, (await second.Closed()).Code);
    }

    [Fact]
    public async Task Shutdown_says_when_to_come_back()
    {
        await using var server = await SpatialFlowServer.Start();
        await using var client = await server.Connect(Geofences);
        await server.Live(Seats);

        var stopping = server.Stop();

        Assert.InRange((await client.Next("server_shutdown")).GetProperty("retryAfter").GetInt32(), 500, 5_000);
        Assert.Equal(1001, (await client.Closed()).Code);
        await client.Close(1001);
        await stopping;
    }

    [Fact]
    public async Task Shards_that_do_not_answer_end_the_connection_with_a_hint()
    {
        await using var server = await SpatialFlowServer.Start();
        server.Shards.ShardsAreDown = true;
        await using var client = await server.Connect(Geofences);
        var error = client.NextError();
        var pause = TimeSpan.FromSeconds(0.5); // the longest between attempts; a clock that does not wait for them runs into the session's own deadlines
        while (await Task.WhenAny(error, server.Clock.TimerDueWithin(pause, once: true)) != error)
            server.Clock.Advance(pause);

        Assert.Equal((ErrorTypes.InternalError, ErrorCodes.ShardsUnavailable), Pair(await error));
        Assert.Equal(1001, (await client.Closed()).Code);
        server.Shards.ShardsAreDown = false;
    }

    private static List<GeofenceDefinition> Fences(SpatialFlowServer server) =>
        ((FakeGeofenceCatalogGrain)server.Grains.Get<IGeofenceCatalogGrain>(GrainKey.ForOrganization("org"))).Fences;

    private static string Places(JsonElement offsets) => string.Join(',', offsets.EnumerateArray().Select(o =>
        string.Create(CultureInfo.InvariantCulture, $"{o.GetProperty("shard").GetInt32()}:{o.GetProperty("epoch").GetString()}:{o.GetProperty("n").GetInt64()}")));

    private static string? Id(JsonElement message) => message.GetProperty("event").GetProperty("event_id").GetString();

    private static (string, string) Pair((string Type, string Code, JsonElement _) error) => (error.Type, error.Code);

    private static TripChanged Crossing(string vehicle, int number, TripEventKind kind) =>
        Made.Trip(vehicle, number, kind, trip: null, place: new GeoPoint(50, 8)) with { GeofenceId = "depot", GeofenceName = "Depot", Authorized = true };

    private static GeofenceDefinition Fence(string id, double latitude = 50) => new()
    {
        GeofenceId = id, Name = id, Shape = new CircleShape { Center = new GeoPoint(latitude, 8), RadiusMeters = 100 },
    };

    private static async Task<TcpClient> Upgrade(Uri address)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(address.Host, address.Port);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await tcp.GetStream().ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        Assert.StartsWith("HTTP/1.1 101", head.ToString(), StringComparison.Ordinal);
        return tcp;
    }

    /// <summary>A client's frame, masked with zeros.</summary>
    private static byte[] Masked(byte kind, string text) => [kind, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(text)];
}

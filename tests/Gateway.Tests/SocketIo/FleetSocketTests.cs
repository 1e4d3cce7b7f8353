using System.Collections.Immutable;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Fleet.Gateway.Fakes;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Fleet.Notifications;
using Fleet.Organizations;
using Fleet.Safety;
using Fleet.Trips;
using Fleet.Vehicles;

namespace Fleet.Gateway.Protocols.SocketIo;

public sealed class FleetSocketTests
{
    private const int BulletinSeats = 24; // three subscriptions of the organization, eight shards each

    [Fact]
    public async Task Bad_token_gives_connect_error_with_S1s_words_and_the_reason()
    {
        await using var server = await SocketIoServer.Start();
        await using var client = await SocketIoClient.Connect(server.Url);

        await client.Say("""40{"token":"wrong"}""");

        Assert.Equal("""44{"message":"Authentication failed","data":{"code":"invalid"}}""", await client.Receive());
        await client.Say("40");
        Assert.Equal("""44{"message":"Authentication failed","data":{"code":"missing"}}""", await client.Receive());
    }

    [Fact]
    public async Task S1_gets_confirmation_state_fleet_and_events()
    {
        await using var server = await SocketIoServer.Start();
        server.Shards.Publish(Made.Location("v", 1), Made.Safety("v", 1));
        await using var client = await server.Enter();

        await client.Emit("subscribe", """{"channels":["locations","safety_events"],"filters":{"organization_id":"org","vehicle_ids":["v"]}}""");

        Assert.Equal(["locations", "safety_events"], (await client.Next("subscription_confirmed")).GetProperty("channels").EnumerateArray().Select(c => c.GetString()));
        var initial = await client.Next("initial_data");
        Assert.Equal("v:1:location", initial.GetProperty("locations").GetProperty("v").GetProperty("event_id").GetString());
        Assert.Equal(1, initial.GetProperty("safetyEvents").GetArrayLength());
        Assert.Equal(1, initial.GetProperty("fleetStatus").GetProperty("summary").GetProperty("total_vehicles").GetInt32());
        await client.Next("fleet_status");
        await server.Live(BulletinSeats + 1);
        server.Shards.Publish(Made.Location("v", 2), Made.Location("other", 2), Made.Safety("v", 3));
        Assert.Equal("v:2:location", (await client.Next("location_update")).GetProperty("event_id").GetString());
        Assert.Equal("v:3:harsh_braking", (await client.Next("safety_event")).GetProperty("event_id").GetString());

        // As joining a room twice: confirmed, nothing told anew.
        await client.Emit("subscribe", """{"channels":["safety_events","locations"],"filters":{"organization_id":"org","vehicle_ids":["v"]}}""");
        await client.Next("subscription_confirmed");
        await client.Emit("unsubscribe", """{"channels":["locations","safety_events"],"filters":{"vehicle_ids":["v"]}}""", 7);
        Assert.Equal("437[true]", await client.Receive());
        server.Shards.Publish(Made.Location("v", 4));
        await client.Emit("heartbeat", """{"timestamp":1}""", 8);
        Assert.Equal("""438[{"timestamp":"2024-04-13T10:30:00Z"}]""", await client.Receive());
    }

    [Fact]
    public async Task S4_gets_a_vehicle_with_its_plate_its_places_low_fuel_and_status()
    {
        await using var server = await SocketIoServer.Start();
        var vehicle = server.Grains.Get<IVehicleGrain>("org/v");
        await vehicle.Configure(new VehicleDetails { PlateNumber = "ABC 123" });
        ((FakeVehicleGrain)vehicle).Exists = true;
        server.Shards.Publish(Made.Location("v", 1));
        await using var client = await server.Enter();

        await client.Emit("subscribe:vehicle", "\"v\"");

        var data = (await client.Next("vehicle:updated")).GetProperty("data");
        Assert.Equal(("ABC 123", "active", 50), (data.GetProperty("plateNumber").GetString(), data.GetProperty("status").GetString(), data.GetProperty("currentLocation").GetProperty("lat").GetInt32()));
        await server.Live(BulletinSeats + 1);
        server.Shards.Publish(Made.Location("v", 2) with { StatusBefore = VehicleStatus.Idle }, Made.Safety("v", 2), Made.Safety("v", 3, "low_fuel"));
        Assert.Equal("v", (await client.Next("vehicle:location")).GetProperty("vehicleId").GetString());
        await client.Next("vehicle:updated");
        await client.Next("vehicle:low-fuel");
        await client.Emit("unsubscribe:vehicle", "\"v\"", 1);
        Assert.Equal("431[true]", await client.Receive());
        await server.Live(BulletinSeats);
    }

    [Fact]
    public async Task Trip_room_tracking_and_active_vehicles_answer_in_S4s_events()
    {
        await using var server = await SocketIoServer.Start();
        server.Shards.Publish(Made.Location("v", 1), Made.Location("parked", 1, status: VehicleStatus.Offline));
        await using var client = await server.Enter();

        await client.Emit("request:active-vehicles", "null", 1);
        Assert.StartsWith("""431[[{"vehicleId":"v","location":{"lat":50,"lng":8""", await client.Receive(), StringComparison.Ordinal);
        await client.Emit("subscribe:trip", "\"t\"", 2);
        Assert.StartsWith("432", await client.Receive(), StringComparison.Ordinal);
        await client.Emit("subscribe:tracking", "null", 3);
        Assert.StartsWith("433", await client.Receive(), StringComparison.Ordinal);
        await client.Next("tracking:update");
        await client.Next("tracking:update");
        await server.Live(BulletinSeats + 16);
        server.Shards.Publish(Made.Trip("v", 2, TripEventKind.Started, TripStatus.Active));
        server.Shards.Publish(Made.Trip("v", 3, TripEventKind.Paused, TripStatus.Paused));
        server.Shards.Publish(Made.Trip("v", 4, TripEventKind.Cancelled, TripStatus.Cancelled) with { Reason = "rain" });
        Assert.Equal("t", (await client.Next("trip:started")).GetProperty("tripId").GetString());
        Assert.Equal("paused", (await client.Next("trip:updated")).GetProperty("data").GetProperty("status").GetString());
        Assert.Equal("rain", (await client.Next("trip:cancelled")).GetProperty("reason").GetString());
        server.Shards.Publish(Made.Location("w", 5));
        Assert.Equal("w", (await client.Next("tracking:update")).GetProperty("vehicleId").GetString());
    }

    [Fact]
    public async Task Notification_reaches_every_device_of_its_user_and_nobody_else()
    {
        await using var server = await SocketIoServer.Start();
        await using var phone = await server.Enter();
        await using var desk = await server.Enter("""{"token":"key","userId":"someone"}""");
        await using var stranger = await server.Enter("""{"token":"other"}""");
        await server.Live(BulletinSeats);

        await server.Grains.Get<IInboxGrain>("org/someone").Post(Told("n1"));
        await server.Grains.Get<IInboxGrain>("org/*").Post(Told("n2"));

        foreach (var device in new[] { phone, desk })
        {
            Assert.Equal("n1", (await device.Next("notification:new")).GetProperty("_id").GetString());
            Assert.Equal("n2", (await device.Next("notification:broadcast")).GetProperty("_id").GetString());
        }

        Assert.Equal("n2", (await stranger.Next("notification:broadcast")).GetProperty("_id").GetString());
        await phone.Emit("notification:request-count", "null");
        Assert.Equal(1, (await phone.Next("notification:count")).GetProperty("count").GetInt32());
        await phone.Emit("notification:mark-read", "\"n1\"");
        Assert.Equal(0, (await phone.Next("notification:count")).GetProperty("count").GetInt32());
        Assert.Equal(0, (await desk.Next("notification:count")).GetProperty("count").GetInt32());
        await stranger.Emit("notification:mark-read", "\"n1\"");
        Assert.Equal("argument", (await stranger.Next("error")).GetProperty("field").GetString());
    }

    [Fact]
    public async Task Token_speaks_for_its_own_user_only_and_an_operators_key_for_any()
    {
        await using var server = await SocketIoServer.Start();
        server.Keys.Add("flt_live_operator", KnownKeys.Viewer(role: Role.Operator) with { KeyId = "k1", Subject = "k1" });
        server.Keys.Add("flt_live_viewer", KnownKeys.Viewer() with { KeyId = "k2", Subject = "k2" });
        await using var person = await SocketIoClient.Connect(server.Url);
        await person.Say("""40{"token":"key","userId":"another"}""");
        Assert.StartsWith("44{", await person.Receive(), StringComparison.Ordinal);
        await using var viewer = await SocketIoClient.Connect(server.Url);
        await viewer.Say("""40{"token":"flt_live_viewer","userId":"another"}""");
        Assert.StartsWith("44{", await viewer.Receive(), StringComparison.Ordinal);

        await using var backend = await server.Enter("""{"token":"flt_live_operator","userId":"another"}""");
        await server.Live(BulletinSeats);
        await server.Grains.Get<IInboxGrain>("org/another").Post(Told("n1"));
        await backend.Next("notification:new");
    }

    [Fact]
    public async Task Emergency_is_told_to_all_who_may_see_it_once()
    {
        await using var server = await SocketIoServer.Start();
        server.Keys.Add("narrow", KnownKeys.Viewer(permissions: new Permissions { VehicleRestrictions = ["mine"] }));
        server.Keys.Add("foreign", KnownKeys.Viewer("elsewhere"));
        await using var client = await server.Enter();
        await using var narrow = await server.Enter("""{"token":"narrow"}""");
        await using var foreign = await server.Enter("""{"token":"foreign"}""");
        await server.Live(2 * BulletinSeats);

        server.Shards.Publish(Made.Safety("v", 1, "panic_button", Severity.Critical), Made.Safety("v", 2), Made.Safety("v", 3, "speeding", Severity.Critical));

        Assert.Equal("critical", (await client.Next("emergency:alert")).GetProperty("priority").GetString());
        Assert.Equal("high", (await client.Next("emergency:alert")).GetProperty("priority").GetString());
        foreach (var other in new[] { narrow, foreign })
        {
            await other.Emit("heartbeat", "null", 1);
            Assert.StartsWith("431", await other.Receive(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Bad_events_are_answered_with_the_field_and_cost_nothing_else()
    {
        await using var server = await SocketIoServer.Start(("Gateway:SocketIo:MaxRooms", "1"));
        await using var client = await server.Enter();

        await client.Emit("nonsense", "1");
        Assert.Equal("event", (await client.Next("error")).GetProperty("field").GetString());
        await client.Emit("subscribe", """{"channels":["everything"]}""", 5);
        Assert.Equal("channels[0]", (await client.Next("error")).GetProperty("field").GetString());
        Assert.StartsWith("""435[{"error":{"message":""", await client.Receive(), StringComparison.Ordinal);
        await client.Emit("subscribe", "\"locations\"");
        Assert.Equal("body", (await client.Next("error")).GetProperty("field").GetString());
        await client.Emit("subscribe:vehicle", "\"a/b\"");
        Assert.Equal("argument", (await client.Next("error")).GetProperty("field").GetString());
        await client.Say("""451-["subscribe",{"_placeholder":true,"num":0}]""");
        await client.Send([1, 2], WebSocketMessageType.Binary);
        Assert.Equal("binary_frame", (await client.Next("error")).GetProperty("code").GetString());
        await client.Emit("subscribe:trip", "\"t1\"", 6);
        Assert.StartsWith("436", await client.Receive(), StringComparison.Ordinal);
        await client.Emit("subscribe:trip", "\"t2\"");
        Assert.Equal("subscription_limit", (await client.Next("error")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Permissions_bound_every_room()
    {
        await using var server = await SocketIoServer.Start();
        var permissions = new Permissions
        {
            VehicleRestrictions = ["mine"],
            Channels = ImmutableDictionary<string, ChannelAccess>.Empty.Add("trip_updates", ChannelAccess.None),
        };
        server.Keys.Add("narrow", KnownKeys.Viewer(permissions: permissions));
        server.Shards.Publish(Made.Location("mine", 1), Made.Location("theirs", 1));
        await using var client = await server.Enter("""{"token":"narrow"}""");

        await client.Emit("subscribe:vehicle", "\"theirs\"");
        Assert.Equal("authorization_failed", (await client.Next("error")).GetProperty("type").GetString());
        await client.Emit("subscribe:trip", "\"t\"");
        Assert.Equal("authorization_failed", (await client.Next("error")).GetProperty("type").GetString());
        await client.Emit("subscribe:tracking", "null");
        Assert.Equal("mine", (await client.Next("tracking:update")).GetProperty("vehicleId").GetString());
        await client.Emit("heartbeat", "null", 1);
        Assert.StartsWith("431", await client.Receive(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expired_token_is_told_and_dismissed_with_4010()
    {
        await using var server = await SocketIoServer.Start();
        server.Keys.Add("short", KnownKeys.Viewer(expiresAt: server.Clock.GetUtcNow().AddSeconds(20)));
        await using var client = await server.Enter("""{"token":"short"}""");

        server.Clock.Advance(TimeSpan.FromSeconds(21));

        Assert.Equal("token_expired", (await client.Next("error")).GetProperty("code").GetString());
        Assert.Equal("41", await client.Receive());
        Assert.Equal(4010, await client.Closed());
        await server.Lost(0);
    }

    [Fact]
    public async Task Revoked_key_is_told_and_dismissed_with_4001()
    {
        await using var server = await SocketIoServer.Start();
        var organization = server.Grains.Get<Organizations.IOrganizationGrain>(GrainKey.ForOrganization("org"));
        var key = await organization.AddApiKey("hash", new Organizations.ApiKeySpec { Name = "k", Role = Organizations.Role.Viewer });
        server.Keys.Add("mine", KnownKeys.Viewer() with { KeyId = key.KeyId });
        await using var client = await server.Enter("""{"token":"mine"}""");
        await organization.RevokeApiKey(key.KeyId);

        server.Clock.Advance(TimeSpan.FromMilliseconds(400));

        Assert.Equal("key_revoked", (await client.Next("error")).GetProperty("code").GetString());
        Assert.Equal("41", await client.Receive());
        Assert.Equal(4001, await client.Closed());
    }

    [Fact]
    public async Task One_packet_more_than_the_rate_closes_with_4029()
    {
        await using var server = await SocketIoServer.Start(("Gateway:SocketIo:MessagesPer5Seconds", "3"));
        await using var client = await server.Enter(); // the first

        await client.Emit("heartbeat", "1", 1);
        await client.Emit("heartbeat", "1", 2);
        Assert.StartsWith("431", await client.Receive(), StringComparison.Ordinal);
        Assert.StartsWith("432", await client.Receive(), StringComparison.Ordinal);
        await client.Emit("heartbeat", "1", 3);

        Assert.Equal(4029, await client.Closed());
    }

    [Theory]
    [InlineData("https://evil.example.com", 403)]
    [InlineData("https://dashboard.example.com", 200)]
    public async Task Origin_is_judged_before_a_polling_session_opens(string origin, int status)
    {
        await using var server = await SocketIoServer.Start(("Gateway:AllowedOrigins:0", "https://dashboard.example.com"));
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url + "/socket.io/?EIO=4&transport=polling");
        request.Headers.Add("Origin", origin);

        using var response = await http.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 200, response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal(status == 200 ? 1 : 0, server.Registry.Sessions.Count());
    }

    [Fact]
    public async Task Payload_beyond_the_bound_is_refused_and_ends_the_session()
    {
        await using var server = await SocketIoServer.Start(("Gateway:SocketIo:MaxPayloadBytes", "1024"));
        using var http = new HttpClient();
        var open = await http.GetStringAsync(new Uri(server.Url + "/socket.io/?EIO=4&transport=polling"));
        var address = new Uri(server.Url + "/socket.io/?EIO=4&transport=polling&sid=" + JsonDocument.Parse(open[1..]).RootElement.GetProperty("sid").GetString());
        using var atBound = new ByteArrayContent(Encoding.UTF8.GetBytes("40{\"token\":\"" + new string('x', 1_010) + "\"}"));
        using var beyond = new ByteArrayContent(new byte[1_025]);

        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync(address, atBound)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await http.PostAsync(address, beyond)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync(address)).StatusCode);
    }

    private static Notification Told(string id) => new() { NotificationId = id, Message = "m", Type = "info", CreatedAt = DateTimeOffset.UnixEpoch };
}

using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Geography;
using Fleet.Organizations;
using Fleet.Traffic;

namespace Fleet.Gateway.Protocols.Traffic;

public sealed class TrafficConversationTests
{
    [Fact]
    public async Task The_limits_are_the_first_word()
    {
        await using var server = await TrafficServer.Start();
        await using var client = await StreamingClient.Connect(server.Address, null);
        var data = (await client.Next("rate_limit_info")).GetProperty("data");
        Assert.Equal("""{"max_messages_per_minute":1000,"max_subscriptions":10,"burst_limit":50,"burst_window":5}""", data.GetRawText());
    }

    [Fact]
    public async Task What_is_said_before_auth_is_answered_waits_for_it()
    {
        await using var server = await TrafficServer.Start();
        await using var client = await server.Connect();
        await client.Say("""{"type":"auth","token":"token"}""");
        await client.Say("""{"type":"subscribe","channel":"traffic.flow"}""");
        await client.Say("""{"type":"ping"}""");
        await client.Next("auth.success");
        Assert.Equal("traffic.flow", (await client.Next("subscribed")).GetProperty("data").GetProperty("channel").GetString());
        await client.Next("snapshot.complete");
        await client.Next("pong");
    }

    [Theory]
    [InlineData("traffic.flow")]
    [InlineData("accidents")]
    [InlineData("congestion")]
    [InlineData("weather")]
    [InlineData("air-quality")]
    [InlineData("cameras.status")]
    [InlineData("alerts")]
    public async Task A_channel_shows_what_is_and_what_happens_and_nothing_after_unsubscribe(string channel)
    {
        await using var server = await TrafficServer.Start();
        server.Shards.Publish(Everything("before"));
        await using var client = await server.Enter();
        await client.Say($$"""{"type":"subscribe","channel":"{{channel}}"}""");
        await client.Next("subscribed");
        var shown = new List<string>();
        for (var message = (await client.Receive())!.Value; Type(message) != "snapshot.complete"; message = (await client.Receive())!.Value)
        {
            Assert.True(message.GetProperty("snapshot").GetBoolean());
            shown.Add(Type(message));
        }

        server.Shards.Publish(Everything("after"));
        var told = new List<string>();
        for (var i = 0; i < shown.Count; i++)
        {
            var message = (await client.Receive())!.Value;
            Assert.True(message.GetProperty("offset").GetProperty("n").GetInt64() > 0);
            told.Add(Type(message));
        }

        Assert.Equal(Types(channel), shown.Order(StringComparer.Ordinal));
        Assert.Equal(Types(channel), told.Order(StringComparer.Ordinal));
        await client.Say($$"""{"type":"unsubscribe","channel":"{{channel}}"}""");
        Assert.Equal(channel, (await client.Next("unsubscribed")).GetProperty("data").GetProperty("channel").GetString());
        server.Shards.Publish(Everything("later"));
        await client.Say("""{"type":"ping"}""");
        await client.Next("pong");
    }

    [Theory]
    [InlineData("traffic.flow", """{"cameras":["CAM_001","CAM_002"],"zones":["ZONE_001"]}""", "CAM_001:1:flow")]
    [InlineData("traffic.flow", """{"cameras":"CAM_002"}""", "CAM_002:2:flow")]
    [InlineData("traffic.flow", """{"zones":["ZONE_001"]}""", "CAM_001:1:flow,CAM_003:3:flow")]
    [InlineData("accidents", """{"severity":["moderate","severe","critical"]}""", "a2:New,a3:New")]
    [InlineData("accidents", """{"cameras":["CAM_001"]}""", "a1:New,a2:New")]
    [InlineData("accidents", """{"zones":["ZONE_001"],"severity":"critical"}""", "a3:New")]
    [InlineData("congestion", """{"severity":["high"]}""", "ZONE_001:High")]
    [InlineData("congestion", """{"zones":["ZONE_002"]}""", "ZONE_002:Low")]
    [InlineData("weather", """{"alerts_only":true}""", "w1:warning,w2:warning")]
    [InlineData("weather", """{"severity":["emergency"]}""", "w2:warning")]
    [InlineData("cameras.status", """{"cameras":["CAM_001"]}""", "CAM_001:Active")]
    [InlineData("alerts", """{"priority":["high","critical"]}""", "h:False")]
    [InlineData("alerts", """{"category":["weather"]}""", "l:False")]
    public async Task A_filter_lets_through_what_it_names_live_and_in_the_present_state(string channel, string filters, string expected)
    {
        await using var server = await TrafficServer.Start();
        FleetEvent[] events =
        [
            MadeTraffic.Flow("CAM_001", 1, ["ZONE_001"]), MadeTraffic.Flow("CAM_002", 2, ["ZONE_002"]), MadeTraffic.Flow("CAM_003", 3, ["ZONE_001", "ZONE_002"]),
            MadeTraffic.Accident("a1", severity: AccidentSeverity.Minor), MadeTraffic.Accident("a2"),
            MadeTraffic.Accident("a3", severity: AccidentSeverity.Critical, camera: null, zones: ["ZONE_001"]),
            MadeTraffic.Congestion("ZONE_001"), MadeTraffic.Congestion("ZONE_002", CongestionLevel.Low), MadeTraffic.Congestion("ZONE_003", null),
            MadeTraffic.Weather(), MadeTraffic.Warning(MadeTraffic.At.AddHours(1)), MadeTraffic.Warning(MadeTraffic.At.AddHours(1), "w2", WeatherAlertSeverity.Emergency),
            MadeTraffic.Status("CAM_001"), MadeTraffic.Status("CAM_002"),
            MadeTraffic.Alert("h"), MadeTraffic.Alert("l", TrafficAlertPriority.Low, TrafficAlertCategory.Weather),
        ];
        await using var live = await server.Subscribe(channel, filters);
        server.Shards.Publish(events);
        await using var late = await server.Enter();
        await late.Say($$"""{"type":"subscribe","channel":"{{channel}}","filters":{{filters}}}""");
        var echoed = (await late.Next("subscribed")).GetProperty("data").GetProperty("filters").EnumerateObject().Select(p => p.Name);
        using var asked = JsonDocument.Parse(filters);
        Assert.Equal(asked.RootElement.EnumerateObject().Select(p => p.Name).Order(), echoed.Order());

        var wanted = expected.Split(',');
        Assert.Equal(wanted, await Ids(live, wanted.Length));
        Assert.Equal(wanted, await Ids(late, wanted.Length));
        await late.Next("snapshot.complete");
        await live.Say("""{"type":"ping"}""");
        await live.Next("pong");
    }

    [Fact]
    public async Task What_is_over_is_no_present_state()
    {
        await using var server = await TrafficServer.Start();
        server.Shards.Publish(MadeTraffic.Accident("a1"), MadeTraffic.Accident("a1", AccidentChange.Resolved), MadeTraffic.Alert("x"), MadeTraffic.Alert("x", cleared: true), MadeTraffic.Warning(MadeTraffic.At));
        await using var client = await server.Enter();
        foreach (var channel in new[] { "accidents", "alerts", "weather" })
        {
            await client.Say($$"""{"type":"subscribe","channel":"{{channel}}"}""");
            await client.Next("subscribed");
            Assert.Equal(0, (await client.Next("snapshot.complete")).GetProperty("data").GetProperty("count").GetInt32());
        }
    }

    [Fact]
    public async Task Resume_tells_what_was_missed_and_only_that()
    {
        await using var server = await TrafficServer.Start();
        await using var first = await server.Enter();
        await first.Say("""{"type":"subscribe","channel":"accidents"}""");
        var offsets = (await first.Next("subscribed")).GetProperty("data").GetProperty("offsets").GetRawText();
        await first.Next("snapshot.complete");
        server.Shards.Publish(MadeTraffic.Accident("a1"), MadeTraffic.Accident("a2"));
        await using var second = await server.Enter();
        await second.Say($$"""{"type":"subscribe","channel":"accidents","resume":{{offsets}}}""");
        await second.Next("subscribed");
        Assert.Equal(["a1:New", "a2:New"], (await Ids(second, 2)).Order());
        var complete = (await second.Next("resume_complete")).GetProperty("data");
        Assert.Equal((2, true), (complete.GetProperty("replayed").GetInt32(), complete.GetProperty("complete").GetBoolean()));

        var unknown = offsets.Replace("\"epoch\":\"e", "\"epoch\":\"unknown", StringComparison.Ordinal);
        await second.Say($$"""{"type":"subscribe","channel":"accidents","resume":{{unknown}}}""");
        await second.Next("subscribed");
        Assert.False((await second.Next("resume_complete")).GetProperty("data").GetProperty("complete").GetBoolean());
        await second.Next("accidents.new");
        await second.Next("accidents.new");
        Assert.Equal("not_resumable", (await second.Next("snapshot.complete")).GetProperty("data").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Another_organizations_traffic_and_what_lies_outside_the_bounds_is_never_seen()
    {
        await using var server = await TrafficServer.Start();
        var bounds = new GeoBounds(new GeoPoint(10, 106), new GeoPoint(11, 107));
        server.Keys.Add("bound", KnownKeys.Viewer(permissions: new Permissions { GeographicBounds = bounds, VehicleRestrictions = ["v1"] }));
        server.Shards.Publish(MadeTraffic.Flow("far", place: new GeoPoint(20, 20)), MadeTraffic.Flow("theirs", organization: "other"));
        await using var client = await server.Subscribe("traffic.flow", token: "bound");
        server.Shards.Publish(MadeTraffic.Flow("far", 1, place: new GeoPoint(20, 20)), MadeTraffic.Flow("theirs", 1, organization: "other"), MadeTraffic.Flow("near", 1));
        Assert.Equal(["near:1:flow"], await Ids(client, 1));
    }

    [Fact]
    public async Task Auth_failed_and_expired_tell_so_twice_as_the_seed_shows_and_end()
    {
        await using var server = await TrafficServer.Start();
        server.Keys.Fail("old", AuthFailure.Expired);
        foreach (var (token, code) in new[] { ("nobody's", "AUTH_FAILED"), ("old", "AUTH_EXPIRED") })
        {
            await using var client = await server.Connect();
            await client.Say($$"""{"type":"auth","token":"{{token}}"}""");
            Assert.Equal(code, (await client.Next("auth.failed")).GetProperty("error").GetProperty("code").GetString());
            Assert.Equal(code, await Error(client));
            Assert.Equal(4001, (await client.Closed()).Code);
        }
    }

    [Fact]
    public async Task Who_fails_too_often_is_told_with_the_code_for_rates()
    {
        await using var server = await TrafficServer.Start();
        server.Keys.Fail("guessed", AuthFailure.TooManyFailures);
        await using var client = await server.Connect();
        await client.Say("""{"type":"auth","token":"guessed"}""");
        Assert.Equal("RATE_LIMIT_EXCEEDED", (await client.Next("auth.failed")).GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("RATE_LIMIT_EXCEEDED", await Error(client));
        Assert.Equal(4029, (await client.Closed()).Code);
    }

    [Fact]
    public async Task A_revoked_key_ends_its_session()
    {
        await using var server = await TrafficServer.Start();
        var organization = server.Grains.Get<IOrganizationGrain>(GrainKey.ForOrganization("org"));
        var key = await organization.AddApiKey("hash", new ApiKeySpec { Name = "gone", Role = Role.Viewer });
        server.Keys.Add("gone", KnownKeys.Viewer() with { KeyId = key.KeyId });
        await using var client = await server.Subscribe("alerts", token: "gone");

        await organization.RevokeApiKey(key.KeyId);
        server.Clock.Advance(TimeSpan.FromMilliseconds(400));
        await server.Watch.Round;
        Assert.Equal("AUTH_FAILED", await Error(client));
        Assert.Equal(4001, (await client.Closed()).Code);
    }

    [Fact]
    public async Task A_token_that_expires_ends_its_session()
    {
        await using var server = await TrafficServer.Start();
        server.Keys.Add("short", KnownKeys.Viewer(expiresAt: MadeTraffic.At.AddSeconds(30)));
        await using var client = await server.Subscribe("alerts", token: "short");
        server.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("AUTH_EXPIRED", await Error(client));
        Assert.Equal(4010, (await client.Closed()).Code);
    }

    [Fact]
    public async Task Who_does_not_authenticate_in_time_is_cut()
    {
        await using var server = await TrafficServer.Start();
        await using var client = await server.Connect();
        server.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("AUTH_FAILED", await Error(client));
        Assert.Equal(4001, (await client.Closed()).Code);
    }

    [Theory]
    [InlineData("""{"type":"subscribe","channel":"nope"}""", "CHANNEL_NOT_FOUND", "nope")]
    [InlineData("""{"type":"subscribe","channel":"no such channel!"}""", "SUBSCRIPTION_FAILED", "no such channel!")]
    [InlineData("""{"type":"subscribe","channel":"traffic.flow","filters":{"priority":"high"}}""", "SUBSCRIPTION_FAILED", "traffic.flow")]
    [InlineData("""{"type":"subscribe","channel":"accidents","filters":{"severity":["fatal"]}}""", "SUBSCRIPTION_FAILED", "accidents")]
    [InlineData("""{"type":"subscribe","channel":"alerts","filters":{"category":[]}}""", "SUBSCRIPTION_FAILED", "alerts")]
    [InlineData("""{"type":"subscribe","channel":"alerts","filters":{"colour":"red"}}""", "SUBSCRIPTION_FAILED", "alerts")]
    [InlineData("""{"type":"unsubscribe","channel":"alerts"}""", "SUBSCRIPTION_FAILED", "alerts")]
    [InlineData("""{"type":"subscribe"}""", "INVALID_MESSAGE", null)]
    [InlineData("""{"type":"subscribe","channel":7}""", "INVALID_MESSAGE", null)]
    [InlineData("""{"type":"sing"}""", "INVALID_MESSAGE", null)]
    [InlineData("""{"channel":"alerts"}""", "INVALID_MESSAGE", null)]
    [InlineData("""[1]""", "INVALID_MESSAGE", null)]
    [InlineData("""{"type":""", "INVALID_MESSAGE", null)]
    [InlineData("""{"type":"auth","token":"token"}""", "INVALID_MESSAGE", null)]
    public async Task A_message_that_is_wrong_is_answered_with_its_code_and_the_session_goes_on(string message, string code, string? channel)
    {
        await using var server = await TrafficServer.Start();
        await using var client = await server.Enter();
        await client.Say(message);
        var error = (await client.Next("error")).GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal(channel, error.GetProperty("details").TryGetProperty("channel", out var named) ? named.GetString() : null);
        await client.Say("""{"type":"ping"}""");
        await client.Next("pong");
    }

    [Fact]
    public async Task A_channel_that_may_not_be_read_is_refused()
    {
        await using var server = await TrafficServer.Start();
        server.Keys.Add("little", KnownKeys.Viewer(permissions: new Permissions
        {
            Channels = System.Collections.Immutable.ImmutableDictionary<string, ChannelAccess>.Empty.Add("accidents", ChannelAccess.None),
        }));
        await using var client = await server.Enter("little");
        await client.Say("""{"type":"subscribe","channel":"accidents"}""");
        Assert.Equal("SUBSCRIPTION_FAILED", await Error(client));
    }

    [Fact]
    public async Task The_eleventh_subscription_is_one_too_many_until_one_is_given_up()
    {
        await using var server = await TrafficServer.Start();
        await using var client = await server.Enter();
        for (var i = 0; i < 10; i++)
        {
            await client.Say($$"""{"type":"subscribe","channel":"traffic.flow","filters":{"cameras":["c{{i}}"]},"subscription_id":"s{{i}}"}""");
            await client.Next("subscribed");
            await client.Next("snapshot.complete");
        }

        await client.Say("""{"type":"subscribe","channel":"alerts"}""");
        Assert.Equal("MAX_SUBSCRIPTIONS", await Error(client));
        await client.Say("""{"type":"unsubscribe","subscription_id":"s3"}""");
        await client.Next("unsubscribed");
        await client.Say("""{"type":"subscribe","channel":"alerts"}""");
        await client.Next("subscribed");
    }

    [Fact]
    public async Task The_fiftieth_message_in_five_seconds_passes_and_the_next_ends_the_session()
    {
        await using var server = await TrafficServer.Start();
        await using var client = await server.Enter(); // the first of them
        for (var i = 0; i < 49; i++)
        {
            await client.Say("""{"type":"ping"}""");
            await client.Next("pong");
        }

        await client.Say("""{"type":"ping"}""");
        Assert.Equal("RATE_LIMIT_EXCEEDED", await Error(client));
        Assert.Equal(4029, (await client.Closed()).Code);
    }

    [Fact]
    public async Task A_thousand_messages_pass_in_a_minute_and_not_one_more()
    {
        // 50 in 5 s are 600 in a minute: the other window has to be wide for this one to be met.
        await using var server = await TrafficServer.Start(("Gateway:Traffic:MessagesPer5Seconds", "1000"));
        await using var client = await server.Enter();
        for (var i = 1; i < 1_000; i++)
        {
            server.Clock.Advance(TimeSpan.FromMilliseconds(59));
            await client.Say("""{"type":"ping"}""");
            await client.Next("pong");
        }

        await client.Say("""{"type":"ping"}""");
        Assert.Equal("RATE_LIMIT_EXCEEDED", await Error(client));
        Assert.Equal(4029, (await client.Closed()).Code);
    }

    [Fact]
    public async Task Bytes_are_refused_and_too_much_of_them_too()
    {
        await using var server = await TrafficServer.Start();
        await using var client = await server.Enter();
        await client.Send([1, 2], WebSocketMessageType.Binary);
        Assert.Equal("INVALID_MESSAGE", await Error(client));
        Assert.Equal(1003, (await client.Closed()).Code);
        await using var other = await server.Enter();
        await other.Send(Encoding.UTF8.GetBytes(new string(' ', 70_000)), WebSocketMessageType.Text);
        Assert.Equal(1009, (await other.Closed()).Code);
    }

    [Fact]
    public async Task A_server_that_goes_says_when_to_come_back()
    {
        var server = await TrafficServer.Start();
        await using var client = await server.Subscribe("alerts");
        var stop = server.Stop();
        Assert.InRange((await client.Next("server_shutdown")).GetProperty("data").GetProperty("retry_after_ms").GetInt64(), 500, 5_000);
        Assert.Equal(1001, (await client.Closed()).Code);
        await client.Close(1000);
        await stop;
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Offered_is_sent_and_conflated_and_denied()
    {
        await using var server = await TrafficServer.Start();
        await using var client = await server.Subscribe("traffic.flow");
        server.Shards.Publish([.. Enumerable.Range(0, 500).Select(n => MadeTraffic.Flow("c" + (n % 5), n))]);
        var seen = new Dictionary<string, string>();
        while (seen.Count < 5 || seen.Any(s => s.Value != $"{s.Key}:{495 + (s.Key[1] - '0')}:flow"))
        {
            var message = await client.Next("traffic.flow");
            seen[message.GetProperty("data").GetProperty("camera_id").GetString()!] = message.GetProperty("event_id").GetString()!;
        }

        var ledger = Assert.Single(server.Registry.Sessions).Ledger;
        Assert.Equal(500, ledger.Offered);
    }

    private static async Task<string> Error(StreamingClient client) => (await client.Next("error")).GetProperty("error").GetProperty("code").GetString()!;

    private static string Type(JsonElement message) => message.GetProperty("type").GetString()!;

    private static async Task<List<string>> Ids(StreamingClient client, int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var message = (await client.Receive())!.Value;
            Assert.True(message.TryGetProperty("event_id", out var id), message.ToString());
            ids.Add(id.GetString()!);
        }

        return [.. ids.Order(StringComparer.Ordinal)];
    }

    private static FleetEvent[] Everything(string name) =>
    [
        MadeTraffic.Flow(name), MadeTraffic.Accident(name), MadeTraffic.Congestion(name), MadeTraffic.Weather(name), MadeTraffic.Warning(MadeTraffic.At.AddHours(1), name),
        MadeTraffic.Air(name), MadeTraffic.Status(name), MadeTraffic.Alert(name),
    ];

    private static string[] Types(string channel) => channel switch
    {
        "traffic.flow" => ["traffic.flow"],
        "accidents" => ["accidents.new"],
        "congestion" => ["congestion.update"],
        "weather" => ["weather.alert", "weather.update"],
        "air-quality" => ["air-quality.update"],
        "cameras.status" => ["cameras.status"],
        _ => ["alert"],
    };
}

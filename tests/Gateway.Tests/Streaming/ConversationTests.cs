using System.Collections.Immutable;
using System.Net.WebSockets;
using Fleet.Audit;
using Fleet.Gateway.Subscriptions;
using Fleet.Organizations;

namespace Fleet.Gateway.Protocols.Streaming;

public sealed class ConversationTests
{
    [Fact]
    public async Task Auth_and_subscribe_sent_back_to_back_are_answered_in_order()
    {
        await using var server = await StreamingServer.Start();
        var gate = new TaskCompletionSource();
        server.Keys.Gate = gate.Task;
        server.Shards.Publish(Made.Location("v", 1));
        await using var client = await server.Connect();

        await client.Say("""{"type":"auth","api_key":"key"}""");
        await client.Say("""{"type":"subscribe","channels":["locations","safety_events","trip_updates"],"filters":{"organization_id":"org","vehicle_ids":["v","w"]}}""");
        gate.SetResult();

        var success = await client.Next("auth_success");
        Assert.Equal("org", success.GetProperty("organization_id").GetString());
        Assert.Equal(50, success.GetProperty("limits").GetProperty("messages_per_5_seconds").GetInt32());
        var confirmed = await client.Next("subscription_confirmed");
        Assert.Equal("sub_1", confirmed.GetProperty("subscription_id").GetString());
        Assert.Equal(["locations", "trip_updates", "safety_events"], confirmed.GetProperty("channels").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal(2, confirmed.GetProperty("offsets").GetArrayLength());
        var initial = await client.Next("initial_data");
        Assert.Equal("v:1:location", initial.GetProperty("locations")[0].GetProperty("event_id").GetString());
        Assert.True(initial.GetProperty("final").GetBoolean());

        server.Shards.Publish(Made.Safety("v", 2), Made.Safety("other", 2));
        var safety = await client.Next("safety_event");
        Assert.Equal("v:2:harsh_braking", safety.GetProperty("event_id").GetString());
        Assert.Equal(server.Shards.ShardOf("v"), safety.GetProperty("offset").GetProperty("shard").GetInt32());
    }

    [Fact]
    public async Task Messages_sent_before_auth_wait_for_it_up_to_the_bound()
    {
        await using var server = await StreamingServer.Start(("Gateway:Streaming:MaxPendingMessages", "2"));
        await using var client = await server.Connect();
        await client.Say("""{"type":"subscribe","channel":"locations"}""");
        await client.Say("""{"type":"ping"}""");

        await client.Say("""{"type":"ping"}""");
        Assert.Equal("too_many_pending", (await client.NextError()).Code);
        await client.Say("""{"type":"auth","api_key":"key"}""");

        await client.Next("auth_success");
        await client.Next("subscription_confirmed");
        await client.Next("initial_data");
        await client.Next("pong");
    }

    [Fact]
    public async Task Bad_key_is_told_and_closed_with_4001()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Connect();

        await client.Say("""{"type":"auth","api_key":"wrong"}""");

        var (type, code, error) = await client.NextError();
        Assert.Equal(("authentication_failed", "invalid"), (type, code));
        Assert.DoesNotContain("wrong", error.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(4001, (await client.Closed()).Code);
    }

    [Fact]
    public async Task Signature_reaches_the_authenticator_as_it_was_signed()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Connect();

        await client.Say("""{"type":"auth","api_key":"key","timestamp":1713004215000,"signature":"abcd"}""");

        await client.Next("auth_success");
        Assert.Equal(("1713004215000", "abcd"), server.Keys.LastSignature);
    }

    [Fact]
    public async Task No_auth_in_ten_seconds_closes_with_4001()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Connect();
        await Served(server, 1);

        server.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.All(server.Registry.Sessions, s => Assert.False(s.IsClosing));
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(("connection_timeout", "authentication_timeout"), Pair(await client.NextError()));
        Assert.Equal(4001, (await client.Closed()).Code);
    }

    [Fact]
    public async Task Silence_of_sixty_seconds_closes_and_a_ping_prevents_it()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        server.Clock.Advance(TimeSpan.FromSeconds(59));
        await client.Say("""{"type":"ping"}""");
        await client.Next("pong");

        server.Clock.Advance(TimeSpan.FromSeconds(59));
        await client.Say("""{"type":"heartbeat"}""");
        await client.Next("pong");
        server.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(("connection_timeout", "idle"), Pair(await client.NextError()));
        Assert.Equal(1001, (await client.Closed()).Code);
    }

    [Fact]
    public async Task Expired_token_is_told_and_closed_with_4010()
    {
        await using var server = await StreamingServer.Start();
        server.Keys.Add("token", KnownKeys.Viewer(expiresAt: server.Clock.GetUtcNow().AddSeconds(30)));
        await using var client = await server.Connect();
        await client.Say("""{"type":"auth","token":"token"}""");
        await client.Next("auth_success");

        server.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(("authentication_failed", "token_expired"), Pair(await client.NextError()));
        Assert.Equal(4010, (await client.Closed()).Code);
    }

    [Fact]
    public async Task Fifty_messages_in_five_seconds_pass_and_the_next_closes_with_4029()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        for (var i = 0; i < 49; i++)
        {
            await client.Say("""{"type":"ping"}""");
            await client.Next("pong");
        }

        await client.Say("""{"type":"ping"}""");

        var (type, code, error) = await client.NextError();
        Assert.Equal(("rate_limit_exceeded", "message_rate"), (type, code));
        Assert.Equal(5_000, error.GetProperty("retryAfter").GetInt64());
        Assert.Equal(4029, (await client.Closed()).Code);
    }

    [Fact]
    public async Task Binary_frame_closes_with_1003()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();

        await client.Send([1, 2, 3], WebSocketMessageType.Binary);

        Assert.Equal("binary_frame", (await client.NextError()).Code);
        Assert.Equal(1003, (await client.Closed()).Code);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Message_of_the_limit_is_read_and_one_byte_more_closes_with_1009(int over, bool read)
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        const string start = """{"type":"ping","x":""";

        await client.Say(start + new string(' ', (64 * 1024) + over - start.Length - 2) + "1}");

        if (read)
        {
            await client.Next("pong");
        }
        else
        {
            Assert.Equal(1009, (await client.Closed()).Code);
        }
    }

    [Fact]
    public async Task Bad_message_is_answered_and_the_session_goes_on()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();

        await client.Say("{nonsense");
        Assert.Equal(("invalid_message", "malformed_json"), Pair(await client.NextError()));
        await client.Say("""{"type":"confirm_custom_event","event_name":"delivered"}""");
        Assert.Equal(("invalid_message", "invalid_field"), Pair(await client.NextError()));
        await client.Say("""{"type":"subscribe","channel":"locations","filters":{"speed":1}}""");
        var (type, code, error) = await client.NextError();
        Assert.Equal(("invalid_subscription", "invalid_filter"), (type, code));
        Assert.Equal("filters.speed", error.GetProperty("details").GetProperty("field").GetString());
        await client.Say("""{"type":"auth","api_key":"key"}""");
        Assert.Equal(("invalid_message", "already_authenticated"), Pair(await client.NextError()));

        await client.Say("""{"type":"ping"}""");
        await client.Next("pong");
    }

    [Fact]
    public async Task Text_that_is_not_utf8_closes_with_1007()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();

        await client.Send([(byte)'"', 0xFF, (byte)'"'], WebSocketMessageType.Text);

        Assert.Equal(1007, (await client.Closed()).Code);
    }

    [Fact]
    public async Task Eleventh_subscription_is_refused_and_one_taken_back_makes_room()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        for (var i = 0; i < 10; i++)
        {
            await client.Say($$"""{"type":"subscribe","channel":"locations","subscription_id":"s{{i}}"}""");
            await client.Next("subscription_confirmed");
            await client.Next("initial_data");
        }

        await client.Say("""{"type":"subscribe","channel":"locations"}""");
        Assert.Equal(("invalid_subscription", "subscription_limit"), Pair(await client.NextError()));
        await client.Say("""{"type":"unsubscribe","subscription_id":"s3"}""");
        Assert.Equal("s3", (await client.Next("unsubscribed")).GetProperty("subscription_id").GetString());
        await client.Say("""{"type":"subscribe","channel":"locations","subscription_id":"s4"}""");
        Assert.Equal(("invalid_subscription", "duplicate_subscription_id"), Pair(await client.NextError()));
        await client.Say("""{"type":"subscribe","channel":"locations"}""");
        await client.Next("subscription_confirmed");
    }

    [Fact]
    public async Task Channel_given_up_leaves_the_others_of_its_subscription()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        await client.Say("""{"type":"subscribe","channels":["locations","safety_events"]}""");
        await client.Next("subscription_confirmed");
        await client.Next("initial_data");

        await client.Say("""{"type":"unsubscribe","channel":"locations"}""");
        Assert.Equal(["locations"], (await client.Next("unsubscribed")).GetProperty("channels").EnumerateArray().Select(c => c.GetString()));
        server.Shards.Publish(Made.Location("v", 1), Made.Safety("v", 2));
        Assert.Equal("v:2:harsh_braking", (await client.Next("safety_event")).GetProperty("event_id").GetString());
        await client.Say("""{"type":"unsubscribe","channel":"locations"}""");
        Assert.Equal(("invalid_subscription", "not_subscribed"), Pair(await client.NextError()));
    }

    [Fact]
    public async Task Permissions_bound_channels_organization_vehicles_and_area()
    {
        await using var server = await StreamingServer.Start();
        server.Keys.Add("few", KnownKeys.Viewer(permissions: new Permissions
        {
            Channels = new Dictionary<string, ChannelAccess> { ["trip_updates"] = ChannelAccess.None, ["fleet_overview"] = ChannelAccess.AdminOnly }.ToImmutableDictionary(),
            VehicleRestrictions = ["v"],
            GeographicBounds = new(new(0, 0), new(10, 10)),
        }));
        server.Shards.Publish(Made.Location("w", 1, 5, 5));
        await using var client = await server.Enter("few");

        await client.Say("""{"type":"subscribe","channels":["locations","trip_updates"]}""");
        Assert.Equal(("authorization_failed", "channel_forbidden"), Pair(await client.NextError()));
        await client.Say("""{"type":"subscribe","channel":"fleet_overview"}""");
        Assert.Equal(("authorization_failed", "channel_forbidden"), Pair(await client.NextError()));
        await client.Say("""{"type":"subscribe","channel":"locations","filters":{"organization_id":"other"}}""");
        Assert.Equal(("authorization_failed", "organization_forbidden"), Pair(await client.NextError()));
        await client.Say("""{"type":"subscribe","channel":"locations","filters":{"vehicle_ids":["w"]}}""");
        Assert.Equal(("authorization_failed", "vehicles_forbidden"), Pair(await client.NextError()));
        await client.Say("""{"type":"subscribe","channel":"locations"}""");
        var confirmed = await client.Next("subscription_confirmed");
        Assert.Equal(["v"], confirmed.GetProperty("filters").GetProperty("vehicle_ids").EnumerateArray().Select(v => v.GetString()));
        Assert.Equal(0, (await client.Next("initial_data")).GetProperty("locations").GetArrayLength());

        server.Shards.Publish(Made.Location("w", 2, 5, 5), Made.Location("v", 3, 50, 5), Made.Location("v", 4, 5, 5));
        Assert.Equal("v:4:location", (await client.Next("location_update")).GetProperty("event_id").GetString());
        var ledger = Assert.Single(server.Registry.Sessions).Ledger;
        Assert.Equal((2, 1), (ledger.Offered, ledger.Denied));
    }

    [Fact]
    public async Task Client_that_comes_back_with_its_offsets_gets_what_it_missed()
    {
        await using var server = await StreamingServer.Start();
        string offsets;
        await using (var client = await server.Enter())
        {
            await client.Say("""{"type":"subscribe","channel":"safety_events","filters":{"vehicle_ids":["v"]}}""");
            offsets = (await client.Next("subscription_confirmed")).GetProperty("offsets").GetRawText();
            await client.Next("initial_data");
            await client.Close(1000);
        }

        server.Shards.Publish(Made.Safety("v", 1), Made.Location("v", 2), Made.Safety("v", 3));
        await using var again = await server.Enter();
        await again.Say($$"""{"type":"subscribe","channel":"safety_events","filters":{"vehicle_ids":["v"]},"resume":{{offsets}}}""");

        Assert.Equal(offsets, (await again.Next("subscription_confirmed")).GetProperty("offsets").GetRawText());
        Assert.Equal("v:1:harsh_braking", (await again.Next("safety_event")).GetProperty("event_id").GetString());
        Assert.Equal("v:3:harsh_braking", (await again.Next("safety_event")).GetProperty("event_id").GetString());
        var complete = await again.Next("resume_complete");
        Assert.Equal((2, true), (complete.GetProperty("replayed").GetInt32(), complete.GetProperty("complete").GetBoolean()));
        server.Shards.Publish(Made.Safety("v", 4));
        Assert.Equal("v:4:harsh_braking", (await again.Next("safety_event")).GetProperty("event_id").GetString());
    }

    [Fact]
    public async Task Resume_of_another_epoch_is_not_complete_and_comes_with_a_snapshot()
    {
        await using var server = await StreamingServer.Start();
        server.Shards.Publish(Made.Location("v", 1));
        await using var client = await server.Enter();

        await client.Say($$"""{"type":"subscribe","channel":"locations","filters":{"vehicle_ids":["v"]},"resume":[{"shard":{{server.Shards.ShardOf("v")}},"epoch":"gone","n":0}]}""");

        await client.Next("subscription_confirmed");
        var complete = await client.Next("resume_complete");
        Assert.Equal((0, false), (complete.GetProperty("replayed").GetInt32(), complete.GetProperty("complete").GetBoolean()));
        var initial = await client.Next("initial_data");
        Assert.Equal(("not_resumable", 1), (initial.GetProperty("reason").GetString(), initial.GetProperty("locations").GetArrayLength()));
    }

    [Fact]
    public async Task Line_that_breaks_is_told_with_a_fresh_snapshot()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        await client.Say("""{"type":"subscribe","channel":"locations","filters":{"vehicle_ids":["v"]}}""");
        await client.Next("subscription_confirmed");
        await client.Next("initial_data");
        server.Shards.BreakLine("org", server.Shards.ShardOf("v"));

        server.Shards.Publish(Made.Location("v", 1));

        var initial = await client.Next("initial_data");
        Assert.Equal("gap", initial.GetProperty("reason").GetString());
        Assert.Equal("v:1:location", initial.GetProperty("locations")[0].GetProperty("event_id").GetString());
        Assert.Equal(1, initial.GetProperty("offsets")[0].GetProperty("n").GetInt64());
    }

    [Fact]
    public async Task Large_state_comes_in_parts()
    {
        await using var server = await StreamingServer.Start(("Gateway:Streaming:InitialDataSize", "100"));
        server.Shards.Publish([.. Enumerable.Range(0, 250).Select(i => Made.Location($"v{i}", 1))]);
        await using var client = await server.Enter();

        await client.Say("""{"type":"subscribe","channel":"locations"}""");

        await client.Next("subscription_confirmed");
        var parts = new[] { await client.Next("initial_data"), await client.Next("initial_data"), await client.Next("initial_data") };
        Assert.Equal([100, 100, 50], parts.Select(p => p.GetProperty("locations").GetArrayLength()));
        Assert.Equal([false, false, true], parts.Select(p => p.GetProperty("final").GetBoolean()));
    }

    [Fact]
    public async Task Upload_of_several_points_comes_as_a_batch()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        await client.Say("""{"type":"subscribe","channel":"locations"}""");
        await client.Next("subscription_confirmed");
        await client.Next("initial_data");
        await server.Live(8); // what is read behind a place comes event by event
        var received = server.Clock.GetUtcNow();

        server.Shards.Publish(Made.Location("v", 1, receivedAt: received), Made.Location("v", 2, receivedAt: received));

        var batch = await client.Next("location_batch");
        Assert.Equal(["v:1:location", "v:2:location"], batch.GetProperty("locations").EnumerateArray().Select(l => l.GetProperty("event_id").GetString()));
    }

    [Fact]
    public async Task Update_frequency_gives_the_newest_of_each_vehicle_per_interval()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        await client.Say("""{"type":"subscribe","channel":"locations","filters":{"update_frequency":"high"}}""");
        await client.Next("subscription_confirmed");
        await client.Next("initial_data");
        await server.Live(8);

        server.Shards.Publish(Made.Location("v", 1), Made.Location("v", 2), Made.Location("v", 3));
        Assert.Equal("v:1:location", (await client.Next("location_update")).GetProperty("event_id").GetString());
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("v:3:location", (await client.Next("location_update")).GetProperty("event_id").GetString());
        var ledger = Assert.Single(server.Registry.Sessions).Ledger;
        Assert.Equal((3, 1), (ledger.Offered, ledger.Conflated));
    }

    [Fact]
    public async Task Shutdown_says_when_to_come_back_and_closes_with_1001()
    {
        var server = await StreamingServer.Start();
        await using var client = await server.Enter();

        var stop = server.Stop();

        Assert.InRange((await client.Next("server_shutdown")).GetProperty("retryAfter").GetInt64(), 500, 5_000);
        var (code, reason) = await client.Closed();
        Assert.Equal(1001, code);
        Assert.Contains("retry after", reason, StringComparison.Ordinal);
        await client.Close(1000);
        await stop;
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("https://evil.example", 1008)]
    [InlineData("null", 1008)]
    [InlineData("https://good.example", 0)]
    [InlineData("http://localhost:3000", 0)]
    [InlineData(null, 0)]
    public async Task Origin_must_be_on_the_list_or_on_this_machine(string? origin, int code)
    {
        await using var server = await StreamingServer.Start(("Gateway:AllowedOrigins:0", "https://good.example"));
        await using var client = await server.Connect(origin);

        if (code == 0)
        {
            await client.Say("""{"type":"auth","api_key":"key"}""");
            await client.Next("auth_success");
        }
        else
        {
            Assert.Equal(code, (await client.Closed()).Code);
            IReadOnlyList<AuditEntry> rows;
            do
                rows = await server.Audit.Query(new AuditQuery { OrganizationId = "", Limit = 10 }, default);
            while (rows.Count == 0);
            Assert.Equal((AuditAction.AuthenticationRefused, origin, "origin: refused"), (rows[0].Action, rows[0].Target, rows[0].Detail));
        }
    }

    [Fact]
    public async Task Organization_may_have_as_many_connections_as_configured()
    {
        await using var server = await StreamingServer.Start(("Gateway:MaxConnectionsPerOrganization", "2"));
        await using var first = await server.Enter();
        await using var second = await server.Enter();
        await using var third = await server.Connect();

        await third.Say("""{"type":"auth","api_key":"key"}""");
        Assert.Equal(("rate_limit_exceeded", "connection_limit"), Pair(await third.NextError()));
        Assert.Equal(4009, (await third.Closed()).Code);
        await first.Close(1000);
        await Served(server, 1, s => s.OrganizationId == "org");
        await using var fourth = await server.Enter();
    }

    /// <summary>More than the kernel takes at once: what is left goes behind, and nothing comes between.</summary>
    [Fact]
    public async Task Client_that_reads_late_gets_every_message_whole_and_in_order()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        await client.Say("""{"type":"subscribe","channel":"safety_events"}""");
        await client.Next("subscription_confirmed");
        await client.Next("initial_data");
        await server.Live(8);
        const int Events = 120;
        var big = new string('x', 100_000);

        for (var i = 1; i <= Events; i++)
        {
            server.Shards.Publish(Made.Safety("v", i, big));
        }

        for (var i = 1; i <= Events; i++)
        {
            Assert.Equal($"v:{i}:{big}", (await client.Next("safety_event")).GetProperty("event_id").GetString());
        }

        await client.Say("""{"type":"ping"}""");
        await client.Next("pong");
        var ledger = server.Registry.Total;
        Assert.Equal((Events, Events), (ledger.Offered, ledger.Sent));
    }

    [Fact]
    public async Task What_must_be_sent_takes_the_gathered_locations_with_it_in_order()
    {
        await using var server = await StreamingServer.Start(("Gateway:Subscriptions:GatherMilliseconds", "1000"));
        await using var client = await server.Enter();
        await client.Say("""{"type":"subscribe","channels":["locations","safety_events"],"filters":{"vehicle_ids":["v"]}}""");
        await client.Next("subscription_confirmed");
        await client.Next("initial_data");
        await server.Live(1);

        for (var i = 1; i <= 20; i += 2)
        {
            server.Shards.Publish(Made.Location("v", i));
            server.Shards.Publish(Made.Safety("v", i + 1));
        }

        for (var i = 1; i <= 20; i += 2)
        {
            Assert.Equal($"v:{i}:location", (await client.Next("location_update")).GetProperty("event_id").GetString());
            Assert.Equal($"v:{i + 1}:harsh_braking", (await client.Next("safety_event")).GetProperty("event_id").GetString());
        }
    }

    [Fact]
    public async Task Session_that_does_not_read_is_closed_with_4008_and_the_ledger_balances()
    {
        await using var server = await StreamingServer.Start(("Gateway:Subscriptions:QueueCapacity", "64"), ("Gateway:Subscriptions:ConflateAt", "16"), ("Gateway:Subscriptions:ReadSize", "16"));
        await using var client = await server.Enter();
        await client.Say("""{"type":"subscribe","channel":"safety_events"}""");
        await client.Next("subscription_confirmed");
        await client.Next("initial_data");
        await server.Live(8);
        var session = Assert.Single(server.Registry.Sessions);
        var big = new string('x', 100_000);

        var sent = 0;
        while (!session.IsClosing)
        {
            server.Shards.Publish(Made.Safety("v", ++sent, big));
            Assert.True(sent < 10_000, "The session was never closed.");
        }

        Assert.Equal(4008, session.CloseCode);
        while (server.Registry.Sessions.Any())
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1)); // the grace of the goodbye runs out and the connection is cut
            await Task.Yield();
        }

        var ledger = server.Registry.Total;
        Assert.Equal(sent, ledger.Offered);
        Assert.Equal(ledger.Offered, ledger.Sent + ledger.Conflated + ledger.Denied + ledger.Lost);
        Assert.True(ledger.Lost > 0);
    }

    [Fact]
    public async Task Fleet_status_comes_at_once_and_on_its_period()
    {
        await using var server = await StreamingServer.Start();
        server.Shards.Publish(
            Made.Location("v", 1, status: Vehicles.VehicleStatus.Active, trip: "t"),
            Made.Location("w", 1, status: Vehicles.VehicleStatus.Idle),
            Made.Location("x", 1, status: Vehicles.VehicleStatus.Offline),
            Made.Trip("v", 2, Trips.TripEventKind.Started, Trips.TripStatus.Active));
        await using var client = await server.Enter();

        await client.Say("""{"type":"subscribe","channel":"fleet_overview","filters":{"organization_id":"org","include_inactive":false,"update_frequency":"high"}}""");

        await client.Next("subscription_confirmed");
        var first = (await client.Next("initial_data")).GetProperty("fleet_overview");
        Assert.Equal("""{"total_vehicles":3,"active_trips":1,"idle_vehicles":1,"offline_vehicles":1,"maintenance_due":0,"safety_alerts":0}""", first.GetProperty("summary").GetRawText());
        Assert.Equal(["v", "w"], first.GetProperty("vehicles").EnumerateArray().Select(v => v.GetProperty("vehicle_id").GetString()));
        await client.Say("""{"type":"ping"}""");
        await client.Next("pong");
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        var second = await client.Next("fleet_status");
        Assert.Equal("org", second.GetProperty("organization_id").GetString());
    }

    [Fact]
    public async Task Fleet_of_who_sees_a_part_is_that_part()
    {
        await using var server = await StreamingServer.Start();
        server.Keys.Add("few", KnownKeys.Viewer(permissions: new Permissions { VehicleRestrictions = ["v"] }));
        server.Shards.Publish(Made.Location("v", 1), Made.Location("w", 1), Made.Trip("w", 2, Trips.TripEventKind.Started, Trips.TripStatus.Active));
        await using var client = await server.Enter("few");

        await client.Say("""{"type":"subscribe","channel":"fleet_overview"}""");

        await client.Next("subscription_confirmed");
        var fleet = (await client.Next("initial_data")).GetProperty("fleet_overview");
        Assert.Equal((1, 0), (fleet.GetProperty("summary").GetProperty("total_vehicles").GetInt32(), fleet.GetProperty("summary").GetProperty("active_trips").GetInt32()));
        Assert.Equal("v", Assert.Single(fleet.GetProperty("vehicles").EnumerateArray()).GetProperty("vehicle_id").GetString());
    }

    [Fact]
    public async Task Request_that_is_no_handshake_is_answered_426()
    {
        await using var server = await StreamingServer.Start();
        using var http = new HttpClient();

        var response = await http.GetAsync(new UriBuilder(server.Address) { Scheme = "http" }.Uri);

        Assert.Equal(426, (int)response.StatusCode);
    }

    [Fact]
    public async Task Every_close_code_is_in_the_documentation()
    {
        var text = await File.ReadAllTextAsync(Docs.Find("docs/streaming.md"));
        var codes = typeof(CloseCodes).GetFields().Select(f => f.GetRawConstantValue()!.ToString()!);
        var errors = typeof(ErrorCodes).GetFields().Concat(typeof(ErrorTypes).GetFields()).Select(f => (string)f.GetRawConstantValue()!);
        Assert.All(codes.Concat(errors).Concat(FilterReader.Known.Keys), code => Assert.Contains($"`{code}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Filters_in_asyncapi_are_those_in_the_code()
    {
        var document = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(Docs.Find("src/Gateway/Api/AsyncApi/streaming.json")))!;
        var filters = document["components"]!["schemas"]!["client_filters"]!["properties"]!.AsObject();
        Assert.Equal(FilterReader.Known.Keys.Order(StringComparer.Ordinal), filters.Select(f => f.Key).Order(StringComparer.Ordinal));
    }

    private static (string, string) Pair((string Type, string Code, System.Text.Json.JsonElement _) error) => (error.Type, error.Code);

    private static async Task Served(StreamingServer server, int sessions, Func<SubscriberSession, bool>? which = null)
    {
        while (server.Registry.Sessions.Count(which ?? (_ => true)) != sessions)
        {
            await Task.Yield();
        }
    }
}

using System.Net.WebSockets;
using System.Text.Json;
using Fleet.Audit;
using Fleet.Gateway.Subscriptions;
using Fleet.Organizations;

namespace Fleet.Gateway.Protocols.Streaming;

public sealed class ConfigureTests
{
    [Fact]
    public async Task Configured_says_what_holds_and_what_is_not_named_stays()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();

        await client.Say("""{"type":"configure","options":{"buffer_size":1000,"batch_interval":100}}""");
        Assert.Equal("""{"compression":"none","buffer_size":1000,"batch_interval":100,"deduplicate":false}""", await Options(client));
        await client.Say("""{"type":"configure","options":{"deduplicate":true,"buffer_size":1000000}}""");
        Assert.Equal("""{"compression":"none","buffer_size":9872,"batch_interval":100,"deduplicate":true}""", await Options(client));
    }

    [Theory]
    [InlineData(true, WebSocketMessageType.Text, "permessage-deflate")]
    [InlineData(false, WebSocketMessageType.Binary, "binary_gzip")]
    public async Task Gzip_compresses_frames_where_negotiated_and_is_binary_elsewhere(bool deflate, WebSocketMessageType kind, string encoding)
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter(deflate: deflate);
        await client.Say("""{"type":"ping"}""");
        await client.Next("pong");
        Assert.Equal(WebSocketMessageType.Text, client.Kind);

        await client.Say("""{"type":"configure","options":{"compression":"gzip"}}""");
        var configured = await client.Next("configured");
        Assert.Equal(encoding, configured.GetProperty("options").GetProperty("encoding").GetString());
        await Subscribe(server, client);
        server.Shards.Publish(Made.Location("v", 1), Made.Safety("v", 2));
        Assert.Equal("v:1:location", Id(await client.Next("location_update")));
        Assert.Equal("v:2:harsh_braking", Id(await client.Next("safety_event")));
        Assert.Equal(kind, client.Kind);

        await client.Say("""{"type":"configure","options":{"compression":"none"}}""");
        await client.Next("configured");
        Assert.Equal(WebSocketMessageType.Text, client.Kind);
    }

    [Fact]
    public async Task Message_that_inflates_beyond_the_limit_closes_with_1009()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter(deflate: true);

        await client.Say("{\"type\":\"ping\",\"x\":\"" + new string('a', 1_000_000) + "\"}");

        Assert.Equal(1009, (await client.Closed()).Code);
    }

    [Fact]
    public async Task Deflate_is_not_agreed_on_where_it_is_switched_off()
    {
        await using var server = await StreamingServer.Start(("Gateway:Streaming:Compression", "false"));
        await using var client = await server.Enter(deflate: true);

        await client.Say("""{"type":"configure","options":{"compression":"gzip"}}""");

        await client.Next("configured");
        Assert.Equal(WebSocketMessageType.Binary, client.Kind);
    }

    [Theory]
    [InlineData("permessage-deflate", "permessage-deflate; server_no_context_takeover; client_no_context_takeover")]
    [InlineData("permessage-deflate; client_max_window_bits", "permessage-deflate; server_no_context_takeover; client_no_context_takeover")]
    [InlineData("x-other, permessage-deflate; server_max_window_bits=10, permessage-deflate; server_max_window_bits=\"15\"", "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=15")]
    [InlineData("", null)]
    [InlineData("permessage-bzip2", null)]
    [InlineData("permessage-deflate; server_max_window_bits=10", null)]
    [InlineData("permessage-deflate; client_max_window_bits=16", null)]
    [InlineData("permessage-deflate; client_max_window_bits; client_max_window_bits", null)]
    [InlineData("permessage-deflate; server_no_context_takeover=1", null)]
    [InlineData("permessage-deflate; what", null)]
    public void First_offer_that_can_be_kept_is_taken(string offered, string? answer) => Assert.Equal(answer, PerMessageDeflate.Answer(offered));

    [Fact]
    public async Task Events_of_an_interval_leave_as_one_batch()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        await client.Say("""{"type":"configure","options":{"batch_interval":100}}""");
        await client.Next("configured");
        await Subscribe(server, client);

        server.Shards.Publish(Made.Location("v", 1), Made.Safety("v", 2));
        server.Shards.Publish(Made.Location("w", 3));
        server.Clock.Advance(TimeSpan.FromMilliseconds(100));

        var batch = await client.Next("batch_update");
        Assert.Equal("batch_1", batch.GetProperty("batch_id").GetString());
        Assert.Equal(["v:1:location", "v:2:harsh_braking", "w:3:location"], batch.GetProperty("messages").EnumerateArray().Select(Id));
        server.Shards.Publish(Made.Location("v", 4));
        server.Clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal("batch_2", (await client.Next("batch_update")).GetProperty("batch_id").GetString());
    }

    [Fact]
    public async Task Answer_does_not_wait_and_what_waits_leaves_before_it()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        await client.Say("""{"type":"configure","options":{"batch_interval":10000}}""");
        await client.Next("configured");
        await Subscribe(server, client);
        server.Shards.Publish(Made.Location("v", 1));

        await client.Say("""{"type":"ping"}""");

        Assert.Equal(1, (await client.Next("batch_update")).GetProperty("messages").GetArrayLength());
        await client.Next("pong");
    }

    [Fact]
    public async Task Batch_that_is_full_does_not_wait_and_nothing_is_conflated()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        await client.Say("""{"type":"configure","options":{"batch_interval":10000}}""");
        await client.Next("configured");
        await Subscribe(server, client);

        for (var i = 0; i < 32; i++)
        {
            server.Shards.Publish(Made.Safety("v", i));
        }

        var got = 0;
        while (got < 32)
        {
            got += (await client.Next("batch_update")).GetProperty("messages").GetArrayLength();
        }

        Assert.Equal(32, got);
    }

    [Fact]
    public async Task Shutdown_sends_what_waits_in_a_batch()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        await client.Say("""{"type":"configure","options":{"batch_interval":10000}}""");
        await client.Next("configured");
        await Subscribe(server, client);
        server.Shards.Publish(Made.Safety("v", 1));

        var stopping = server.Stop();

        await client.Next("batch_update");
        await client.Next("server_shutdown");
        Assert.Equal(1001, (await client.Closed()).Code);
        await client.Close(1001);
        await stopping;
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public async Task Event_that_a_resume_brings_again_is_left_out_where_wanted(bool deduplicate, int times)
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        await client.Say($$"""{"type":"configure","options":{"deduplicate":{{(deduplicate ? "true" : "false")}} } }""");
        await client.Next("configured");
        await client.Say("""{"type":"subscribe","channel":"safety_events","filters":{"vehicle_ids":["v"]}}""");
        var offsets = (await client.Next("subscription_confirmed")).GetProperty("offsets").GetRawText();
        await client.Next("initial_data");
        await server.Live(1);
        server.Shards.Publish(Made.Safety("v", 1));
        await client.Next("safety_event");

        await client.Say($$"""{"type":"subscribe","channel":"safety_events","filters":{"vehicle_ids":["v"]},"resume":{{offsets}}}""");
        await client.Next("subscription_confirmed");

        if (times == 2)
        {
            Assert.Equal("v:1:harsh_braking", Id(await client.Next("safety_event")));
        }

        await client.Next("resume_complete");
        await client.Say("""{"type":"ping"}""");
        await client.Next("pong"); // what left before is counted before this is taken out of the queue
        var ledger = server.Registry.Sessions.Single().Ledger;
        Assert.Equal((2L, times, 2 - times), (ledger.Offered, ledger.Sent, ledger.Conflated));
    }

    [Fact]
    public async Task Operator_sets_thresholds_that_stay_and_are_audited()
    {
        await using var server = await StreamingServer.Start();
        server.Keys.Add("operator", KnownKeys.Viewer(role: Role.Operator));
        await using var client = await server.Enter("operator");

        await client.Say("""{"type":"configure_thresholds","thresholds":{"harsh_braking":{"threshold":-4.0,"duration":1.5},"speeding":{"over_limit":15,"duration":30}}}""");

        var thresholds = (await client.Next("thresholds_configured")).GetProperty("thresholds");
        Assert.Equal("""{"threshold":-4,"duration":1.5}""", thresholds.GetProperty("harsh_braking").GetRawText());
        await client.Say("""{"type":"configure_thresholds","thresholds":{"low_fuel_level":0.2}}""");
        thresholds = (await client.Next("thresholds_configured")).GetProperty("thresholds");
        Assert.Equal("""{"over_limit":15,"duration":30}""", thresholds.GetProperty("speeding").GetRawText());
        var kept = (await server.Grains.Get<IOrganizationGrain>("org/org").Get())!;
        Assert.Equal((4.0, 15.0, 0.2, 2L), (kept.Thresholds.HarshBraking.MetersPerSecondSquared, kept.Thresholds.SpeedingOverLimitKmh, kept.Thresholds.LowFuelLevel, kept.Version));
        Assert.Contains(server.Log.Lines, l => l.Contains("someone of org, Operator, set the organization's thresholds", StringComparison.Ordinal));
        var rows = await server.Audit.Query(new AuditQuery { OrganizationId = "org", Limit = 10 }, default);
        Assert.Equal([(AuditAction.ThresholdsChanged, "someone"), (AuditAction.ThresholdsChanged, "someone")], rows.Select(r => (r.Action, r.Actor)));
    }

    [Fact]
    public async Task Viewer_may_not_set_thresholds()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();

        await client.Say("""{"type":"configure_thresholds","thresholds":{"low_fuel_level":0.2}}""");

        var (type, code, _) = await client.NextError();
        Assert.Equal(("authorization_failed", "role_forbidden"), (type, code));
        Assert.Null(await server.Grains.Get<IOrganizationGrain>("org/org").Get());
        Assert.Contains(server.Log.Lines, l => l.Contains("may not set", StringComparison.Ordinal));
    }

    private static async Task Subscribe(StreamingServer server, StreamingClient client)
    {
        await client.Say("""{"type":"subscribe","channels":["locations","safety_events"]}""");
        await client.Next("subscription_confirmed");
        await client.Next("initial_data");
        await server.Live(8);
    }

    private static async Task<string> Options(StreamingClient client) => (await client.Next("configured")).GetProperty("options").GetRawText();

    private static string Id(JsonElement message) => message.GetProperty("event_id").GetString()!;
}

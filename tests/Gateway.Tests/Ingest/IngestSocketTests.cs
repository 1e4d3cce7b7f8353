using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Fleet.Gateway.Fakes;
using Fleet.Vehicles;

namespace Fleet.Gateway.Ingest;

public sealed class IngestSocketTests
{
    [Fact]
    public async Task Message_is_acknowledged_by_its_sequence_item_by_item()
    {
        await using var host = await GatewayHost.Start();
        await using var client = await IngestClient.Enter(host);
        await client.Say($$"""{"type":"positions","seq":7,"positions":[{{At("v1", 1)}},{"vehicle_id":"v1","latitude":91},{{At("v1", 1)}}]}""");
        Assert.Equal(
            """{"type":"ack","seq":7,"results":[{"index":0,"status":"accepted"},{"index":1,"status":"refused","error":{"field":"latitude","code":"range","message":"must be between -90 and 90"}},{"index":2,"status":"duplicate"}]}""",
            (await client.Next("ack")).ToJsonString());

        await client.Say($$"""{"positions":{{At("v1", 2)}},"seq":8}"""); // one alone, without type, the other way round
        Assert.Equal(["accepted"], Statuses(await client.Next("ack")));
        await client.Say("""{"seq":9,"positions":[]}""");
        Assert.Equal("""{"type":"ack","seq":9,"results":[]}""", (await client.Next("ack")).ToJsonString());
    }

    [Fact]
    public async Task Nothing_is_acknowledged_before_the_vehicle_has_it()
    {
        await using var host = await GatewayHost.Start();
        await using var client = await IngestClient.Enter(host);
        var gate = new TaskCompletionSource();
        Vehicle(host, "slow").BeforeReport = () => gate.Task;
        await client.Say(Message(1, At("slow", 1)));
        await client.Say(Message(2, At("quick", 1)));
        await client.Say("""{"type":"ping"}""");
        Assert.Equal(2, (int)(await client.Next("ack"))["seq"]!); // in the order they are done
        await client.Next("pong");
        gate.SetResult();
        Assert.Equal(1, (int)(await client.Next("ack"))["seq"]!);
    }

    [Fact]
    public async Task Resent_message_adds_nothing_whatever_its_sequence()
    {
        await using var host = await GatewayHost.Start();
        await using (var first = await IngestClient.Enter(host))
        {
            await first.Say(Message(1, At("v1", 1), At("v1", 2)));
            await first.Next("ack");
        }

        await using var again = await IngestClient.Enter(host);
        await again.Say(Message(44, At("v1", 1), At("v1", 2), At("v1", 3)));
        Assert.Equal(["duplicate", "duplicate", "accepted"], Statuses(await again.Next("ack")));
        Assert.Equal(3, Vehicle(host, "v1").Positions.Count);
    }

    [Fact]
    public async Task Order_of_a_vehicle_is_kept_across_messages_and_what_waits_goes_together()
    {
        await using var host = await GatewayHost.Start();
        await using var client = await IngestClient.Enter(host);
        var gate = new TaskCompletionSource();
        var calls = 0;
        Vehicle(host, "v1").BeforeReport = () => ++calls == 1 ? gate.Task : Task.CompletedTask;
        for (var i = 1; i <= 10; i++)
            await client.Say(Message(i, At("v1", i)));
        await client.Say(Message(11, At("v2", 1)));
        Assert.Equal(11, (int)(await client.Next("ack"))["seq"]!); // all of v1 have been read by now
        gate.SetResult();
        for (var i = 1; i <= 10; i++)
        {
            var ack = await client.Next("ack");
            Assert.Equal((i, "accepted"), ((int)ack["seq"]!, Statuses(ack).Single()));
        }

        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Fleet_that_cannot_follow_slows_down_and_takes_nothing_behind_until_it_came_again()
    {
        await using var host = await GatewayHost.Start();
        await using var client = await IngestClient.Enter(host);
        Vehicle(host, "v1").RetryAfter = TimeSpan.FromMilliseconds(250);
        await client.Say(Message(1, At("v1", 1), At("v2", 1)));
        Assert.Equal(
            """{"type":"slow_down","seq":1,"retry_after":0.25,"reason":"busy","resend_from":1}""",
            (await client.Next("slow_down")).ToJsonString());

        Vehicle(host, "v1").RetryAfter = null;
        await client.Say(Message(2, At("v1", 2)));
        Assert.Equal(
            """{"type":"slow_down","seq":2,"retry_after":1,"reason":"order","resend_from":1}""",
            (await client.Next("slow_down")).ToJsonString());
        Assert.Empty(Vehicle(host, "v1").Positions);

        await client.Say(Message(1, At("v1", 1), At("v2", 1)));
        Assert.Equal(["accepted", "duplicate"], Statuses(await client.Next("ack")));
        await client.Say(Message(2, At("v1", 2)));
        Assert.Equal(["accepted"], Statuses(await client.Next("ack")));
    }

    [Fact]
    public async Task What_waits_behind_a_refused_message_of_its_vehicle_is_refused_too()
    {
        await using var host = await GatewayHost.Start();
        await using var client = await IngestClient.Enter(host);
        var gate = new TaskCompletionSource();
        Vehicle(host, "v1").BeforeReport = () => gate.Task;
        Vehicle(host, "v1").RetryAfter = TimeSpan.FromSeconds(2);
        await client.Say(Message(1, At("v1", 1)));
        await client.Say(Message(2, At("v1", 2)));
        await client.Say(Message(3, At("v2", 1)));
        Assert.Equal(3, (int)(await client.Next("ack"))["seq"]!);
        gate.SetResult();
        Assert.Equal((1, 1), Refused(await client.Next("slow_down")));
        Assert.Equal((2, 1), Refused(await client.Next("slow_down")));
        Vehicle(host, "v1").RetryAfter = null;
        await client.Say(Message(1)); // given up: an empty message in its place lets the rest through
        await client.Next("ack");
        await client.Say(Message(2, At("v1", 2)));
        Assert.Equal(["accepted"], Statuses(await client.Next("ack")));
    }

    [Fact]
    public async Task Failed_call_is_not_acknowledged_and_can_come_again()
    {
        await using var host = await GatewayHost.Start();
        await using var client = await IngestClient.Enter(host);
        Vehicle(host, "v1").BeforeReport = () => throw new TimeoutException();
        await client.Say(Message(1, At("v1", 1)));
        Assert.Equal("unavailable", (string?)(await client.Next("slow_down"))["reason"]);
        Vehicle(host, "v1").BeforeReport = null;
        await client.Say(Message(1, At("v1", 1)));
        Assert.Equal(["accepted"], Statuses(await client.Next("ack")));
    }

    [Fact]
    public async Task Key_beyond_its_budget_is_slowed_down_for_as_long_as_told()
    {
        await using var host = await GatewayHost.Start(("Gateway:Ingest:PositionsPerSecond", "10"), ("Gateway:Ingest:BurstSeconds", "1"));
        await using var client = await IngestClient.Enter(host);
        await client.Say(Message(1, [.. Enumerable.Range(1, 30).Select(i => At("v1", i))])); // passes whole, and leaves a debt of 20
        await client.Next("ack");
        await client.Say(Message(2, At("v1", 31)));
        Assert.Equal(
            """{"type":"slow_down","seq":2,"retry_after":3,"reason":"rate","resend_from":2}""",
            (await client.Next("slow_down")).ToJsonString());
        host.Time.Advance(TimeSpan.FromSeconds(3));
        await client.Say(Message(2, At("v1", 31)));
        await client.Next("ack");
    }

    [Fact]
    public async Task No_more_than_may_be_pending_is_taken()
    {
        await using var host = await GatewayHost.Start(("Gateway:Ingest:MaxPendingPositions", "1000"));
        await using var client = await IngestClient.Enter(host);
        var gate = new TaskCompletionSource();
        Vehicle(host, "v1").BeforeReport = () => gate.Task;
        for (var m = 0; m < 3; m++)
            await client.Say(Message(m, [.. Enumerable.Range(1, 400).Select(i => At("v1", (m * 400) + i))]));
        var refused = await client.Next("slow_down");
        Assert.Equal((2, "busy"), ((int)refused["seq"]!, (string?)refused["reason"]));
        gate.SetResult();
        await client.Next("ack");
        await client.Next("ack");
        await client.Say(Message(2, At("v1", 801)));
        await client.Next("ack");
    }

    [Fact]
    public async Task Socket_with_all_slots_taken_is_not_read()
    {
        await using var host = await GatewayHost.Start(("Gateway:IngestSocket:MaxInFlight", "2"));
        await using var client = await IngestClient.Enter(host);
        var gate = new TaskCompletionSource();
        var called = new TaskCompletionSource();
        Vehicle(host, "v1").BeforeReport = () =>
        {
            called.TrySetResult();
            return gate.Task;
        };
        await client.Say(Message(1, At("v1", 1)));
        await client.Say(Message(2, At("v1", 2)));
        await client.Say(Message(3, At("v2", 1)));
        await called.Task;
        host.Time.Advance(TimeSpan.FromSeconds(90)); // nor is it idle
        gate.SetResult();
        Assert.Equal(1, (int)(await client.Next("ack"))["seq"]!); // not 3, which would have been done at once
    }

    [Theory]
    [InlineData("{", "malformed_json", null)]
    [InlineData("""{"seq":1,"positions":[]} x""", "malformed_json", 1)]
    [InlineData("[]", "invalid_field", null)]
    [InlineData("""{"type":"subscribe"}""", "unknown_type", null)]
    [InlineData("{}", "unknown_type", null)]
    [InlineData("""{"type":7,"seq":1,"positions":[]}""", "unknown_type", 1)]
    [InlineData("""{"positions":[]}""", "invalid_field", null)]
    [InlineData("""{"seq":3}""", "invalid_field", 3)]
    [InlineData("""{"seq":-1,"positions":[]}""", "invalid_field", null)]
    [InlineData("""{"seq":1.5,"positions":[]}""", "invalid_field", null)]
    [InlineData("""{"seq":9007199254740992,"positions":[]}""", "invalid_field", null)]
    [InlineData("""{"seq":3,"seq":4,"positions":[]}""", "invalid_field", 4)]
    [InlineData("""{"seq":3,"positions":7}""", "invalid_field", 3)]
    [InlineData("""{"seq":3,"positions":[],"positions":[]}""", "invalid_field", 3)]
    [InlineData("""{"type":"auth"}""", "invalid_field", null)]
    [InlineData("""{"type":"auth","api_key":"x"}""", "already_authenticated", null)]
    public async Task Nonsense_is_answered_and_the_socket_lives_on(string nonsense, string code, int? seq)
    {
        await using var host = await GatewayHost.Start();
        await using var client = await IngestClient.Enter(host);
        await client.Say(nonsense);
        var error = await client.NextError();
        Assert.Equal(("invalid_message", code, seq), (error.Type, error.Code, (int?)error.Message["seq"]));
        await client.Say(Message(1, At("v1", 1)));
        await client.Next("ack");
    }

    [Fact]
    public async Task Message_may_be_as_large_as_allowed_and_no_larger()
    {
        await using var host = await GatewayHost.Start(("Gateway:IngestSocket:MaxMessageBytes", "1024"));
        await using var client = await IngestClient.Enter(host);
        await client.Say(Message(1, At("v1", 1)).PadRight(1024));
        await client.Next("ack");
        await client.Say(Message(2, At("v1", 2)).PadRight(1025));
        Assert.Equal(1009, await client.Closed());
    }

    [Fact]
    public async Task Binary_frames_are_refused()
    {
        await using var host = await GatewayHost.Start();
        await using var client = await IngestClient.Enter(host);
        await client.Send(Encoding.UTF8.GetBytes(Message(1)), WebSocketMessageType.Binary);
        Assert.Equal("binary_frame", (await client.NextError()).Code);
        Assert.Equal(1003, await client.Closed());
    }

    [Fact]
    public async Task First_message_may_authenticate_and_nothing_is_taken_before()
    {
        await using var host = await GatewayHost.Start();
        await using var client = await IngestClient.Connect(host);
        await client.Say(Message(5, At("v1", 1)));
        var early = await client.NextError();
        Assert.Equal(("authentication_failed", "not_authenticated", 5), (early.Type, early.Code, (int)early.Message["seq"]!));
        await client.Say($$"""{"type":"auth","token":"{{host.Token(role: "operator")}}"}""");
        await client.Say(Message(6, At("v1", 1)));
        Assert.Equal("acme", (string?)(await client.Next("auth_success"))["organization_id"]);
        Assert.Equal(["accepted"], Statuses(await client.Next("ack")));
    }

    [Fact]
    public async Task Bad_credentials_are_refused_in_the_handshake_or_by_close_code()
    {
        await using var host = await GatewayHost.Start();
        await Assert.ThrowsAsync<WebSocketException>(() => IngestClient.Connect(host, "nonsense"));
        await Assert.ThrowsAsync<WebSocketException>(() => IngestClient.Connect(host, apiKey: "flt_live_nonsense"));
        await Assert.ThrowsAsync<WebSocketException>(() => IngestClient.Connect(host, host.Token(role: "viewer")));

        await using var bad = await IngestClient.Connect(host);
        await bad.Say("""{"type":"auth","token":"nonsense"}""");
        Assert.Equal(("authentication_failed", "invalid"), ((await bad.NextError()) is var e ? (e.Type, e.Code) : default));
        Assert.Equal(4001, await bad.Closed());

        await using var viewer = await IngestClient.Connect(host);
        await viewer.Say($$"""{"type":"auth","token":"{{host.Token(role: "viewer")}}"}""");
        Assert.Equal("role_forbidden", (await viewer.NextError()).Code);
        Assert.Equal(4003, await viewer.Closed());

        await using var mute = await IngestClient.Connect(host);
        await mute.Say("{}");
        await mute.NextError(); // the session has begun: its clock runs
        host.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("authentication_timeout", (await mute.NextError()).Code);
        Assert.Equal(4001, await mute.Closed());
    }

    [Fact]
    public async Task Revoked_key_ends_the_socket_within_a_second()
    {
        await using var host = await GatewayHost.Start();
        var (_, created, _) = await host.Send(HttpMethod.Post, "/v1/api-keys", host.Token(), """{"name":"van","role":"operator"}""");
        await using var client = await IngestClient.Enter(host, (string)created!["api_key"]!);
        Assert.Equal(204, (await host.Send(HttpMethod.Delete, "/v1/api-keys/" + (string)created["key_id"]!, host.Token())).Status);

        host.Time.Advance(TimeSpan.FromMilliseconds(400));

        Assert.Equal(("authentication_failed", "key_revoked"), (await client.NextError()) is var e ? (e.Type, e.Code) : default);
        Assert.Equal(4001, await client.Closed());
    }

    [Fact]
    public async Task Vehicles_beyond_the_credential_are_refused_one_by_one()
    {
        await using var host = await GatewayHost.Start();
        await using var client = await IngestClient.Enter(host, host.Token(permissions: """{"filters":{"vehicle_restrictions":["v1"]}}"""));
        await client.Say(Message(1, At("v1", 1), At("v2", 1)));
        Assert.Equal(["accepted", "refused"], Statuses(await client.Next("ack")));
    }

    [Fact]
    public async Task Silent_socket_is_told_and_closed()
    {
        await using var host = await GatewayHost.Start();
        await using var silent = await IngestClient.Enter(host);
        host.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("idle", (await silent.NextError()).Code);
        Assert.Equal(1001, await silent.Closed());
    }

    [Fact]
    public async Task Flood_without_positions_is_closed()
    {
        await using var host = await GatewayHost.Start(("Gateway:IngestSocket:OtherMessagesPer5Seconds", "2"));
        await using var client = await IngestClient.Enter(host);
        for (var i = 0; i < 3; i++)
            await client.Say("nonsense");
        await client.NextError();
        await client.NextError();
        Assert.Equal("message_rate", (await client.NextError()).Code);
        Assert.Equal(4029, await client.Closed());
    }

    private static FakeVehicleGrain Vehicle(GatewayHost host, string id) =>
        (FakeVehicleGrain)host.Grains.Get<IVehicleGrain>("acme/" + id);

    private static string At(string vehicle, int second) =>
        $$"""{"vehicle_id":"{{vehicle}}","timestamp":{{1713000600000 + (second * 1000L)}},"latitude":1,"longitude":2}""";

    private static string Message(int seq, params string[] positions) => $$"""{"seq":{{seq}},"positions":[{{string.Join(',', positions)}}]}""";

    private static string[] Statuses(JsonNode ack) => [.. ack["results"]!.AsArray().Select(r => (string)r!["status"]!)];

    private static (int Seq, int ResendFrom) Refused(JsonNode slowDown) => ((int)slowDown["seq"]!, (int)slowDown["resend_from"]!);
}

using System.Text.Json;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Streaming;

public sealed class ReplayConversationTests
{
    private const string From = "2024-04-13T10:30:15Z";

    [Fact]
    public async Task History_comes_marked_and_then_live_without_a_seam()
    {
        await using var server = await Server();
        server.Shards.Publish(Made.Location("v", 0), Made.Safety("v", 1), Made.Location("w", 2));
        await using var client = await server.Enter();

        await client.Say($$$"""{"type":"subscribe","channels":["locations","safety_events"],"replay":{"from":"{{{From}}}","speed":1000},"subscription_id":"day"}""");

        var confirmed = await client.Next("subscription_confirmed");
        Assert.Equal($$"""{"from":"{{From}}","speed":1000}""", confirmed.GetProperty("replay").GetRawText());
        Assert.Empty(confirmed.GetProperty("offsets").EnumerateArray());
        AssertReplayed("v:0:location", await client.Next("location_update"));
        await server.Clock.TimerDueWithin(TimeSpan.FromMilliseconds(1));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        AssertReplayed("v:1:harsh_braking", await client.Next("safety_event"));
        AssertReplayed("w:2:location", await client.Next("location_update"));
        var live = await client.Next("live");
        Assert.Equal((3, true, 8), (live.GetProperty("replayed").GetInt32(), live.GetProperty("complete").GetBoolean(), live.GetProperty("offsets").GetArrayLength()));
        server.Shards.Publish(Made.Location("v", 9));
        var next = await client.Next("location_update");
        Assert.Equal("v:9:location", next.GetProperty("event_id").GetString());
        Assert.False(next.TryGetProperty("replay", out _));
    }

    [Fact]
    public async Task Window_ends_with_replay_complete_and_its_place_is_free_again()
    {
        await using var server = await Server(("Gateway:Streaming:MaxSubscriptions", "1"));
        server.Shards.Publish(Made.Location("v", 0), Made.Location("v", 1), Made.Location("v", 2));
        await using var client = await server.Enter();

        for (var i = 0; i < 3; i++)
        {
            await client.Say($$$"""{"type":"subscribe","channel":"locations","subscription_id":"again","replay":{"from":"{{{From}}}","to":"2024-04-13T10:30:16Z"}}""");
            await client.Next("subscription_confirmed");
            await client.Next("location_update");
            var complete = await client.Next("replay_complete");
            Assert.Equal(("again", 1, true), (complete.GetProperty("subscription_id").GetString(), complete.GetProperty("replayed").GetInt32(), complete.GetProperty("complete").GetBoolean()));
        }
    }

    [Theory]
    [InlineData("""{"from":"2024-04-13T12:00:00Z"}""", "replay.from")]
    [InlineData("""{"from":"2024-04-13T10:30:15Z","to":"2024-04-13T12:00:00Z"}""", "replay.to")]
    public async Task Future_is_refused(string replay, string field)
    {
        await using var server = await Server();
        await using var client = await server.Enter();

        await client.Say($$"""{"type":"subscribe","channel":"locations","replay":{{replay}}}""");

        var (type, code, error) = await client.NextError();
        Assert.Equal(("invalid_subscription", "invalid_replay", field), (type, code, error.GetProperty("details").GetProperty("field").GetString()));
    }

    [Theory]
    [InlineData("Gateway:Subscriptions:MaxReplaysPerSession")]
    [InlineData("Gateway:Subscriptions:MaxReplaysPerOrganization")]
    [InlineData("Gateway:Subscriptions:MaxReplays")]
    public async Task Number_of_replays_is_bounded_and_unsubscribing_frees_a_place(string limit)
    {
        await using var server = await Server((limit, "1"));
        server.Shards.Publish(Made.Location("v", 0), Made.Location("v", 3_000));
        await using var client = await server.Enter();
        var say = $$$"""{"type":"subscribe","channel":"locations","replay":{"from":"{{{From}}}"},"subscription_id":""";

        await client.Say(say + "\"one\"}");
        await client.Next("subscription_confirmed");
        await client.Next("location_update");
        await client.Say(say + "\"two\"}");
        var (type, code, error) = await client.NextError();
        Assert.Equal(("rate_limit_exceeded", "replay_limit", "two"), (type, code, error.GetProperty("details").GetProperty("subscription_id").GetString()));
        Assert.True(error.GetProperty("retryAfter").GetInt64() > 0);
        await server.Clock.TimerDueWithin(TimeSpan.FromHours(1));
        await client.Say("""{"type":"unsubscribe","subscription_id":"one"}""");
        await client.Next("unsubscribed");
        await client.Say(say + "\"three\"}");

        // The seat is given back on another thread: at worst the client is told to try again.
        var answer = await client.Receive();
        for (var tries = 0; answer!.Value.GetProperty("type").GetString() == "error" && tries < 40; tries++)
        {
            await client.Say(say + "\"three\"}");
            answer = await client.Receive();
        }

        Assert.Equal("subscription_confirmed", answer.Value.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Replay_is_bound_by_what_a_key_may_read()
    {
        await using var server = await Server();
        server.Keys.Add("narrow", KnownKeys.Viewer() with { Permissions = new() { VehicleRestrictions = ["w"] } });
        server.Shards.Publish(Made.Location("v", 0), Made.Location("w", 0));
        await using var client = await server.Enter("narrow");

        await client.Say($$$"""{"type":"subscribe","channel":"locations","replay":{"from":"{{{From}}}","to":"2024-04-13T10:30:16Z"}}""");

        await client.Next("subscription_confirmed");
        AssertReplayed("w:0:location", await client.Next("location_update"));
        await client.Next("replay_complete");
    }

    private static async Task<StreamingServer> Server(params (string Key, string Value)[] settings)
    {
        var server = await StreamingServer.Start([.. settings, ("Gateway:Streaming:IdleSeconds", "86400"), ("Gateway:Streaming:MessagesPer5Seconds", "500")]);
        server.Clock.Advance(TimeSpan.FromHours(1));
        return server;
    }

    private static void AssertReplayed(string id, JsonElement message)
    {
        Assert.Equal(id, message.GetProperty("event_id").GetString());
        Assert.True(message.GetProperty("replay").GetBoolean());
        Assert.True(message.GetProperty("offset").GetProperty("n").GetInt64() > 0);
    }
}

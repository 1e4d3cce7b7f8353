using Fleet.Alerts;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Streaming;

public sealed class AlertChannelTests
{
    [Fact]
    public async Task A_subscriber_gets_the_open_alerts_and_then_each_step_it_asked_for()
    {
        await using var server = await StreamingServer.Start();
        server.Shards.Publish(
            Made.Alert("alert_open", 1, vehicle: "v1"), Made.Alert("alert_open", 2, AlertStep.Acknowledged, vehicle: "v1"),
            Made.Alert("alert_done", 1, vehicle: "v1"), Made.Alert("alert_done", 2, AlertStep.Resolved, vehicle: "v1"),
            Made.Alert("alert_low", 1, priority: AlertPriority.Low, vehicle: "v1"), Made.Alert("alert_other", 1, rule: "r9", vehicle: "v1"));
        await using var client = await server.Enter();
        await client.Say("""{"type":"subscribe","channel":"alerts","filters":{"priority":["high","urgent"],"rule_ids":"r1"}}""");

        var filters = (await client.Next("subscription_confirmed")).GetProperty("filters");
        Assert.Equal(["high", "urgent"], filters.GetProperty("priority").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal("r1", filters.GetProperty("rule_ids")[0].GetString());
        var open = Assert.Single((await client.Next("initial_data")).GetProperty("alerts").EnumerateArray());
        Assert.Equal("alert_open", open.GetProperty("alert_id").GetString());
        Assert.Equal("acknowledged", open.GetProperty("alert").GetProperty("status").GetString());

        server.Shards.Publish(
            Made.Alert("alert_low", 3, AlertStep.Resolved, AlertPriority.Low, vehicle: "v1"), Made.Alert("alert_open", 3, AlertStep.Resolved, vehicle: "v1"));
        var told = await client.Next("alert");
        Assert.Equal(("alert_open", "resolved"), (told.GetProperty("alert_id").GetString(), told.GetProperty("status").GetString()));
        Assert.Equal(server.Shards.ShardOf("v1"), told.GetProperty("offset").GetProperty("shard").GetInt32());
    }

    [Fact]
    public async Task A_priority_that_there_is_not_is_refused()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();

        await client.Say("""{"type":"subscribe","channel":"alerts","filters":{"priority":["critical"]}}""");

        var error = (await client.Next("error")).GetProperty("error");
        Assert.Equal("filters.priority[0]", error.GetProperty("details").GetProperty("errors")[0].GetProperty("field").GetString());
    }
}

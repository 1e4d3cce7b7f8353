using Fleet.Compliance;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Streaming;

public sealed class ComplianceTests
{
    /// <summary>S0's sample subscription, unchanged.</summary>
    [Fact]
    public async Task S0s_subscription_gets_the_present_state_and_the_warnings_it_asked_for()
    {
        await using var server = await StreamingServer.Start();
        server.Shards.Publish(
            Made.Compliance("early", 1, ComplianceKind.HoursApproaching), Made.Compliance("early", 2, ComplianceKind.RestRequired),
            Made.Compliance("broken", 2, ComplianceKind.Violation));
        await using var client = await server.Enter();
        await client.Say("""{"type":"subscribe","channel":"driver_compliance","filters":{"regulation":"DOT_FMCSA","warnings":["hours_approaching","rest_required"],"jurisdiction":"US"}}""");

        var filters = (await client.Next("subscription_confirmed")).GetProperty("filters");
        Assert.Equal("DOT_FMCSA", filters.GetProperty("regulation")[0].GetString());
        Assert.Equal(["hours_approaching", "rest_required"], filters.GetProperty("warnings").EnumerateArray().Select(w => w.GetString()));
        var state = (await client.Next("initial_data")).GetProperty("driver_compliance");
        Assert.Equal("early:2:driver_compliance", Assert.Single(state.EnumerateArray()).GetProperty("event_id").GetString());

        server.Shards.Publish(
            Made.Compliance("d1", 3, ComplianceKind.Violation), Made.Compliance("d1", 4, ComplianceKind.BreakRequired), Made.Driver("d1", 4),
            Made.Compliance("d1", 5, ComplianceKind.RestRequired));
        var warned = await client.Next("driver_compliance");
        Assert.Equal("d1:5:driver_compliance", warned.GetProperty("event_id").GetString());
        Assert.Equal("rest_required", warned.GetProperty("event").GetProperty("type").GetString());
        Assert.Equal(server.Shards.ShardOf("d1"), warned.GetProperty("offset").GetProperty("shard").GetInt32());
    }

    [Fact]
    public async Task One_drivers_warnings_come_from_his_shard_alone()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        await client.Say("""{"type":"subscribe","channel":"driver_compliance","filters":{"driver_ids":"d1"}}""");
        Assert.Equal(server.Shards.ShardOf("d1"), Assert.Single((await client.Next("subscription_confirmed")).GetProperty("offsets").EnumerateArray()).GetProperty("shard").GetInt32());
        await client.Next("initial_data");

        server.Shards.Publish(Made.Compliance("d2", 1, ComplianceKind.Violation), Made.Compliance("d1", 2, ComplianceKind.Violation));

        Assert.Equal("d1", (await client.Next("driver_compliance")).GetProperty("driver_id").GetString());
    }

    [Fact]
    public void Who_sees_some_vehicles_hears_of_the_drivers_in_them_alone()
    {
        var visibility = Visibility.Of(new Auth.Principal
        {
            OrganizationId = "org",
            Subject = "s",
            Role = Organizations.Role.Viewer,
            Permissions = new Organizations.Permissions { VehicleRestrictions = ["v1"] },
        });
        Assert.True(visibility.Allows(Made.Feed(Made.Compliance("d1", 1, ComplianceKind.Violation, "v1"))));
        Assert.False(visibility.Allows(Made.Feed(Made.Compliance("d1", 1, ComplianceKind.Violation, "v2"))));
        Assert.False(visibility.Allows(Made.Feed(Made.Compliance("d1", 1, ComplianceKind.Violation))));
    }
}

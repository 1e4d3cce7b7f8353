using Fleet.Gateway.Subscriptions;
using Fleet.Geography;
using Fleet.Organizations;
using Fleet.Safety;

namespace Fleet.Gateway.Protocols.Streaming;

public sealed class AnalyticsTests
{
    [Fact]
    public async Task Dashboard_comes_at_once_and_every_five_seconds_and_the_windows_every_ten()
    {
        await using var server = await StreamingServer.Start();
        server.Shards.Publish(
            Made.Location("v", 0, speed: 30), Made.Location("v", 10, speed: 50) with { DistanceSinceLastMeters = 1500 }, Made.Location("w", 5, speed: 0),
            Made.Safety("w", 6, severity: Severity.Critical), Made.Driver("d", 7, vehicle: "v"));
        await using var client = await server.Enter();

        await client.Say("""{"type":"subscribe","channel":"analytics"}""");

        Assert.Equal(0, (await client.Next("subscription_confirmed")).GetProperty("offsets").GetArrayLength());
        var first = (await client.Next("initial_data")).GetProperty("analytics");
        Assert.Equal("dashboard_update", first.GetProperty("type").GetString());
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        var data = (await client.Next("dashboard_update")).GetProperty("data");
        Assert.Equal("""{"total_vehicles":2,"active_vehicles":2,"total_distance_today":1.5,"average_speed":50}""", data.GetProperty("fleet").GetRawText());
        Assert.Equal("""{"events_last_hour":1,"events_today":1,"average_safety_score":100,"critical_events":1,"trend":"insufficient_data"}""", data.GetProperty("safety").GetRawText());
        Assert.Equal("""{"average_speed":40,"idle_time":0}""", data.GetProperty("efficiency").GetRawText());
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        await client.Next("dashboard_update");
        var windows = (await client.Next("sliding_metrics")).GetProperty("data");
        Assert.Equal(["5m", "15m", "1h"], windows.EnumerateObject().Select(w => w.Name));
        Assert.Equal("""{"fleet_average_speed":40,"total_distance":1.5,"safety_events":1,"active_vehicles":2}""", windows.GetProperty("5m").GetRawText());

        await client.Say("""{"type":"unsubscribe","channel":"analytics"}""");
        await client.Next("unsubscribed");
        server.Clock.Advance(TimeSpan.FromSeconds(20));
        await client.Say("""{"type":"ping"}""");
        await client.Next("pong");
    }

    [Theory]
    [InlineData(0.2, 0.4, "deteriorating")]
    [InlineData(0.4, 0.2, "improving")]
    [InlineData(0.4, 0.45, "stable")]
    public async Task Trend_is_that_of_the_newest_ten_events(double before, double after, string trend)
    {
        await using var server = await StreamingServer.Start();
        for (var i = 0; i < 12; i++)
        {
            server.Shards.Publish(Made.Safety("v" + i, i, risk: i < 2 ? 1 : i < 7 ? before : after)); // over several shards
        }

        await using var client = await server.Enter();
        await client.Say("""{"type":"subscribe","channel":"analytics"}""");
        await client.Next("subscription_confirmed");

        var analytics = (await client.Next("initial_data")).GetProperty("analytics");
        Assert.Equal(trend, analytics.GetProperty("data").GetProperty("safety").GetProperty("trend").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_sees_a_part_of_the_fleet_gets_no_sums_of_all(bool byVehicle)
    {
        await using var server = await StreamingServer.Start();
        server.Keys.Add("few", KnownKeys.Viewer(permissions: byVehicle
            ? new Permissions { VehicleRestrictions = ["v"] }
            : new Permissions { GeographicBounds = new GeoBounds(new GeoPoint(0, 0), new GeoPoint(1, 1)) }));
        await using var client = await server.Enter("few");

        await client.Say("""{"type":"subscribe","channels":["analytics","locations"]}""");

        var (type, code, _) = await client.NextError();
        Assert.Equal(("authorization_failed", "channel_forbidden"), (type, code));
    }

    [Fact]
    public async Task Another_organization_is_not_in_the_sums()
    {
        await using var server = await StreamingServer.Start();
        server.Shards.Publish(Made.Location("v", 1, organization: "other"));
        await using var client = await server.Enter();

        await client.Say("""{"type":"subscribe","channel":"analytics"}""");
        await client.Next("subscription_confirmed");

        var fleet = (await client.Next("initial_data")).GetProperty("analytics").GetProperty("data").GetProperty("fleet");
        Assert.Equal("""{"total_vehicles":0,"active_vehicles":0,"total_distance_today":0}""", fleet.GetRawText());
    }
}

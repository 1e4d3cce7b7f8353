using Fleet.CustomEvents;
using Fleet.Gateway.Fakes;
using Fleet.Gateway.Subscriptions;
using Fleet.Organizations;
using Fleet.Vehicles;

namespace Fleet.Gateway.Protocols.Streaming;

public sealed class CustomEventTests
{
    private const string Register =
        """{"type":"register_custom_event","event_name":"delivery_completed","triggers":{"geofence_entry":"customer_location","stop_duration":120,"confirmation_required":true}}""";

    private const string Subscribe =
        """{"type":"subscribe","channel":"custom_events","filters":{"event_names":["delivery_completed","maintenance_alert"],"priority":["high","critical"]}}""";

    [Fact]
    public async Task S0s_registration_is_kept_and_answered_with_what_holds()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await Operator(server);
        await client.Say(Register);
        var answer = await client.Next("custom_event_registered");
        Assert.Equal(("delivery_completed", "medium", 120, 900), (
            answer.GetProperty("event_name").GetString(), answer.GetProperty("priority").GetString(),
            answer.GetProperty("triggers").GetProperty("stop_duration").GetInt32(), answer.GetProperty("triggers").GetProperty("confirmation_timeout").GetInt32()));
        var kept = Assert.Single((await Organization(server).Get())!.CustomEvents);
        Assert.Equal(
            (new CustomEventTriggers { GeofenceEntry = "customer_location", StopSeconds = 120, ConfirmationRequired = true }, "someone"),
            (kept.Triggers, kept.ChangedBy));
    }

    [Fact]
    public async Task S0s_subscription_gets_what_it_named_and_nothing_else()
    {
        await using var server = await StreamingServer.Start();
        server.Shards.Publish(Made.Custom("v1", 1, "delivery_completed", CustomEventPriority.High), Made.Custom("v1", 2, "delivery_completed", CustomEventPriority.Low));
        await using var client = await server.Enter();
        await client.Say(Subscribe);
        var filters = (await client.Next("subscription_confirmed")).GetProperty("filters");
        Assert.Equal(["delivery_completed", "maintenance_alert"], filters.GetProperty("event_names").EnumerateArray().Select(n => n.GetString()));
        Assert.Equal(["critical", "high"], filters.GetProperty("priority").EnumerateArray().Select(n => n.GetString()));
        var state = (await client.Next("initial_data")).GetProperty("custom_events");
        Assert.Equal("v1:1:custom_event:delivery_completed", Assert.Single(state.EnumerateArray()).GetProperty("event_id").GetString());

        server.Shards.Publish(
            Made.Custom("v1", 3, "parked", CustomEventPriority.High), Made.Custom("v1", 4, "maintenance_alert", CustomEventPriority.Medium),
            Made.Custom("v2", 5, "maintenance_alert", CustomEventPriority.Critical));

        var raised = await client.Next("custom_event");
        Assert.Equal(("v2", "maintenance_alert"), (raised.GetProperty("vehicle_id").GetString(), raised.GetProperty("event_name").GetString()));
    }

    [Fact]
    public async Task Who_may_not_is_told_and_nothing_is_kept()
    {
        await using var server = await StreamingServer.Start();
        await using var viewer = await server.Enter();
        await viewer.Say(Register);
        Assert.Equal(("authorization_failed", "role_forbidden"), Pair(await viewer.NextError()));
        await viewer.Say("""{"type":"confirm_custom_event","event_name":"delivery_completed","vehicle_id":"v1"}""");
        Assert.Equal(("authorization_failed", "role_forbidden"), Pair(await viewer.NextError()));

        server.Keys.Add("closed", KnownKeys.Viewer(role: Role.Operator, permissions: new Permissions { Channels = Permission(ChannelAccess.None) }));
        await using var blind = await server.Enter("closed");
        await blind.Say(Register);
        Assert.Equal(("authorization_failed", "channel_forbidden"), Pair(await blind.NextError()));
        Assert.Null(await Organization(server).Get());
        Assert.Equal(3, server.Log.Lines.Count(l => l.Contains("may not", StringComparison.Ordinal) && l.Contains("custom event", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Limit_is_said_and_a_change_is_none()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await Operator(server);
        for (var i = 0; i < FakeOrganizationGrain.MaxCustomEvents; i++)
        {
            await client.Say($$$"""{"type":"register_custom_event","event_name":"e{{{i}}}","triggers":{"min_speed":50}}""");
            await client.Next("custom_event_registered");
        }

        await client.Say(Register);
        Assert.Equal(("invalid_message", "custom_event_limit"), Pair(await client.NextError()));
        await client.Say("""{"type":"register_custom_event","event_name":"e1","triggers":{"min_speed":60}}""");
        await client.Next("custom_event_registered");
    }

    [Fact]
    public async Task Confirmation_reaches_the_vehicle_that_it_names()
    {
        await using var server = await StreamingServer.Start();
        server.Keys.Add("one", KnownKeys.Viewer(role: Role.Operator, permissions: new Permissions { VehicleRestrictions = ["v1"] }));
        var vehicle = (FakeVehicleGrain)server.Grains.Get<IVehicleGrain>(GrainKey.For("org", "v1"));
        vehicle.Pending["delivered"] = "p1";
        await using var client = await server.Enter("one");
        await client.Say("""{"type":"confirm_custom_event","event_name":"delivered","vehicle_id":"v2"}""");
        Assert.Equal(("authorization_failed", "vehicles_forbidden"), Pair(await client.NextError()));
        await client.Say("""{"type":"confirm_custom_event","event_name":"delivered","vehicle_id":"v1","event_id":"p0"}""");
        Assert.Equal(("invalid_message", "not_pending"), Pair(await client.NextError()));
        await client.Say("""{"type":"confirm_custom_event","event_name":"delivered","vehicle_id":"v1"}""");
        Assert.Equal("p1:someone", (await client.Next("custom_event_confirmed")).GetProperty("event_id").GetString());
    }

    private static System.Collections.Immutable.ImmutableDictionary<string, ChannelAccess> Permission(ChannelAccess access) =>
        System.Collections.Immutable.ImmutableDictionary<string, ChannelAccess>.Empty.Add("custom_events", access);

    private static IOrganizationGrain Organization(StreamingServer server) => server.Grains.Get<IOrganizationGrain>(GrainKey.ForOrganization("org"));

    private static (string, string) Pair((string Type, string Code, System.Text.Json.JsonElement Error) error) => (error.Type, error.Code);

    private static Task<StreamingClient> Operator(StreamingServer server)
    {
        server.Keys.Add("operator", KnownKeys.Viewer(role: Role.Operator));
        return server.Enter("operator");
    }
}

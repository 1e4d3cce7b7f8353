using Fleet.Events;
using Fleet.Safety;

namespace Fleet.Gateway.Subscriptions;

public sealed class SupersededTests
{
    [Fact]
    public async Task Notice_goes_to_whoever_the_event_was_for()
    {
        await using var hub = new Hub(shards: 1);
        var (told, untold) = (hub.Listener(), hub.Listener());
        await hub.Subscribe(told, EventChannels.SafetyEvents, new SubscriptionFilter { Severities = new HashSet<Severity> { Severity.High }, VehicleIds = new HashSet<string> { "a" } });
        await hub.Subscribe(untold, EventChannels.SafetyEvents, new SubscriptionFilter { Severities = new HashSet<Severity> { Severity.Low } });
        var trips = hub.Listener();
        await hub.Subscribe(trips, EventChannels.TripUpdates);

        hub.Shards.Publish(Of(Made.Safety("a", 1, severity: Severity.High)), Of(Made.Safety("b", 1, severity: Severity.High)));
        await told.Until(() => told.EventIds.Count > 0);

        Assert.Equal(["a:1:harsh_braking:superseded2"], told.EventIds);
        Assert.Empty(untold.EventIds);
        Assert.Empty(trips.EventIds);
    }

    private static EventSuperseded Of(FleetEvent gone) => new()
    {
        EventId = gone.EventId + ":superseded2",
        OrganizationId = gone.OrganizationId,
        Timestamp = gone.Timestamp,
        VehicleId = gone.VehicleId,
        Revision = 2,
        Superseded = gone,
    };
}

using Fleet.Events;
using Fleet.Geofences;
using Fleet.Organizations;
using Fleet.Vehicles;

namespace Fleet.CustomEvents;

[Collection(ClusterCollection.Name)]
public class CustomEventGrainTests(ClusterFixture cluster)
{
    private readonly string _organization = cluster.NewOrganization();

    private IVehicleGrain Vehicle => cluster.Grains.GetGrain<IVehicleGrain>(GrainKey.For(_organization, "v1"));

    private IOrganizationGrain Organization => cluster.Grains.GetGrain<IOrganizationGrain>(GrainKey.ForOrganization(_organization));

    [Fact]
    public async Task A_stand_becomes_long_enough_in_silence_and_is_told_once()
    {
        Define(new() { Name = "parked", Triggers = new() { StopSeconds = 120 } });
        await Report(Stand(0, 10));
        cluster.Clock.Advance(TimeSpan.FromSeconds(109));
        Assert.Empty(await Told());
        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        await Vehicle.Get();
        var told = Assert.Single(await Told());
        Assert.Equal((Positions.Start.AddSeconds(120), "v1", CustomEventStatus.Raised), (told.Timestamp, told.VehicleId, told.Status));

        await Report(Stand(200, 210));
        cluster.Clock.Advance(TimeSpan.FromHours(1));
        await Vehicle.Get();
        Assert.Single(await Told());
    }

    [Fact]
    public async Task Deadline_survives_a_deactivation()
    {
        Define(new() { Name = "parked", Triggers = new() { StopSeconds = 7_200 } });
        await Report(Stand(0, 10));
        await cluster.DeactivateAll();
        await Vehicle.Get();
        for (var minutes = 0; minutes < 121; minutes += 10)
        {
            cluster.Clock.Advance(TimeSpan.FromMinutes(10));
            await Vehicle.Get();
        }

        Assert.Equal(Positions.Start.AddSeconds(7_200), Assert.Single(await Told()).Timestamp);
    }

    [Fact]
    public async Task Confirmation_is_told_once_and_answered_alike()
    {
        Define(new() { Name = "delivered", Triggers = new() { StopSeconds = 60, ConfirmationRequired = true }, Priority = CustomEventPriority.High });
        await Report(Stand(0, 10));
        Assert.Equal(CustomEventOutcome.NotPending, (await Vehicle.ConfirmCustomEvent("delivered", null, "ada")).Outcome);
        await Report(Stand(11, 61));
        var pending = Assert.Single(await Told());
        Assert.False(pending.IsComplete);
        Assert.Equal(CustomEventOutcome.NotPending, (await Vehicle.ConfirmCustomEvent("delivered", "another", "ada")).Outcome);

        var answer = await Vehicle.ConfirmCustomEvent("delivered", pending.EventId, "ada");
        var again = await Vehicle.ConfirmCustomEvent("delivered", pending.EventId, "bob");

        Assert.Equal((CustomEventOutcome.Confirmed, CustomEventOutcome.AlreadyConfirmed, answer.EventId), (answer.Outcome, again.Outcome, again.EventId));
        var confirmed = (await Told()).Single(e => e.Status == CustomEventStatus.Confirmed);
        Assert.Equal((answer.EventId, "ada", pending.EventId, true), (confirmed.EventId, confirmed.ConfirmedBy, confirmed.PendingEventId, confirmed.IsComplete));
        Assert.Equal(CustomEventPriority.High, confirmed.Priority);
        await cluster.DeactivateAll();
        Assert.Equal(CustomEventOutcome.AlreadyConfirmed, (await Vehicle.ConfirmCustomEvent("delivered", null, "ada")).Outcome);
        cluster.Clock.Advance(TimeSpan.FromHours(1));
        await Vehicle.Get();
        Assert.Equal(2, (await Told()).Count);
    }

    [Fact]
    public async Task Nobody_confirms_and_the_time_is_up_without_data()
    {
        Define(new() { Name = "delivered", Triggers = new() { StopSeconds = 60, ConfirmationRequired = true, ConfirmationTimeoutSeconds = 300 } });
        await Report(Stand(0, 61));
        cluster.Clock.Advance(TimeSpan.FromSeconds(298));
        Assert.Equal(CustomEventOutcome.Confirmed, (await Vehicle.ConfirmCustomEvent("delivered", null, "ada")).Outcome);

        await Report(Positions.Drive(400, 430, 36, 1));
        await Report(Stand(431, 500, 300));
        cluster.Clock.Advance(TimeSpan.FromSeconds(300));
        var late = (await Told()).Last(e => e.Status == CustomEventStatus.Pending);
        Assert.Equal(CustomEventOutcome.NotPending, (await Vehicle.ConfirmCustomEvent("delivered", late.EventId, "ada")).Outcome);
        Assert.Equal(
            [CustomEventStatus.Pending, CustomEventStatus.Confirmed, CustomEventStatus.Pending, CustomEventStatus.Expired],
            (await Told()).Select(e => e.Status));
    }

    [Fact]
    public async Task Shard_shows_what_became_of_a_pending_event_in_its_place()
    {
        Define(new() { Name = "delivered", Triggers = new() { StopSeconds = 60, ConfirmationRequired = true } });
        await Report(Stand(0, 61));
        Assert.Equal(CustomEventStatus.Pending, Assert.Single((await Snapshot()).CustomEvents).Status);
        await Vehicle.ConfirmCustomEvent("delivered", null, "ada");
        Assert.Equal(CustomEventStatus.Confirmed, Assert.Single((await Snapshot()).CustomEvents).Status);
    }

    [Fact]
    public async Task Definitions_are_kept_counted_and_bounded()
    {
        var parked = new CustomEventDefinition { Name = "parked", Triggers = new() { StopSeconds = 60 } };
        var first = await Organization.DefineCustomEvent(parked);
        Assert.Equal(first, await Organization.DefineCustomEvent(parked with { ChangedBy = "somebody else" }));
        var changed = await Organization.DefineCustomEvent(parked with { Triggers = new() { StopSeconds = 61 } });
        Assert.True(changed.Revision > first.Revision);
        await Organization.Configure(new OrganizationSettings { OrganizationId = _organization, Name = "Acme" });
        Assert.Equal(changed, Assert.Single((await Organization.Get())!.CustomEvents)); // settings leave them alone
        for (var i = 1; i < new OrganizationOptions().MaxCustomEvents; i++)
        {
            await Organization.DefineCustomEvent(parked with { Name = $"n{i}" });
        }

        await Assert.ThrowsAsync<CustomEventLimitException>(() => Organization.DefineCustomEvent(parked with { Name = "one more" }));
        await Organization.DefineCustomEvent(parked with { Priority = CustomEventPriority.Critical }); // a change is none
        Assert.True(await Organization.RemoveCustomEvent("n1"));
        Assert.False(await Organization.RemoveCustomEvent("n1"));
        await Organization.DefineCustomEvent(parked with { Name = "one more" });
    }

    private void Define(CustomEventDefinition definition) => cluster.Organizations.Set(new OrganizationContext(
        new OrganizationSettings { OrganizationId = _organization, Name = "Acme", CustomEvents = [definition] },
        GeofenceIndex.Empty));

    private Task<ReportResult> Report(IEnumerable<Position> positions)
    {
        var now = cluster.Clock.GetUtcNow();
        return Vehicle.Report([.. positions.Select(p => p with { ReceivedAt = now })]);
    }

    private static IEnumerable<Position> Stand(int from, int to, double north = 0) =>
        Enumerable.Range(from, to - from + 1).Select(t => Positions.At(t, north, 0.1));

    private async Task<List<CustomEventRaised>> Told() => [.. (await cluster.Events(_organization)).OfType<CustomEventRaised>()];

    private Task<ShardSnapshot> Snapshot()
    {
        var shard = EventStreams.ShardOf("v1", new ShardOptions().Shards);
        return cluster.Grains.GetGrain<IEventShardGrain>(GrainKey.ForShard(_organization, shard)).Snapshot(new SnapshotRequest { CustomEvents = true });
    }
}

using Fleet.Events;
using Fleet.Vehicles;

namespace Fleet.Reviews;

[Collection(ClusterCollection.Name)]
public class ReviewGrainTests(ClusterFixture cluster)
{
    private readonly string _organization = cluster.NewOrganization();

    [Fact]
    public async Task What_was_told_is_named_with_its_id_and_what_was_not_says_why()
    {
        await cluster.Grains.GetGrain<IVehicleGrain>(GrainKey.For(_organization, "v1"))
            .Report([.. Positions.Drive(0, 60, 90, 1), Positions.At(61, 1_521, 70), .. Positions.Drive(62, 90, 70, 1, 1_541)]);
        var told = (await cluster.Events(_organization)).OfType<SafetyDetected>().Single();

        var review = await Ask(told.Type, 61);
        Assert.Equal((true, told.EventId, told.Timestamp, true), (review!.Happened, review.EventId, review.EventAt!.Value, review.FoundNow));

        var other = await Ask("harsh_acceleration", 61);
        Assert.False(other!.Happened);
        Assert.Contains(other.Conditions, c => c.Name == "acceleration_mps2" && !c.Holds);
        Assert.Null(await Ask("moonrise", 61));
        Assert.Equal(0, (await Ask("speeding", 90_000))!.Positions);
    }

    [Fact]
    public async Task Every_event_that_positions_bring_says_why()
    {
        var vehicle = cluster.Grains.GetGrain<IVehicleGrain>(GrainKey.For(_organization, "v1"));
        var now = cluster.Clock.GetUtcNow();
        await vehicle.Report([.. Positions.Drive(0, 60, 90, 1).Append(Positions.At(61, 1_521, 70))
            .Concat(Enumerable.Range(62, 400).Select(t => Positions.At(t, 1_530, 0)))
            .Concat(Positions.Drive(2_500, 2_530, 36, 1, 1_540)).Select(p => p with { DriverId = "d1", ReceivedAt = now })]);
        cluster.Clock.Advance(TimeSpan.FromSeconds(300));
        await vehicle.Get();

        var events = (await cluster.Events(_organization)).Where(e => e is not LocationUpdated).ToList();

        Assert.Contains(events, e => e is VehicleStatusChanged);
        Assert.Contains(events, e => e is DriverPerformanceMeasured);
        Assert.Contains(events, e => e is TripChanged { Kind: Trips.TripEventKind.Paused });
        Assert.All(events, e => Assert.True(
            e.Why is { RuleVersion: > 0, Rule.Length: > 0, Thresholds.Count: > 0, Positions.IsDefaultOrEmpty: false }, $"{e.EventId}: {e.Why}"));
    }

    private Task<EventReview?> Ask(string happened, double at) => cluster.Grains.GetGrain<IReviewGrain>(GrainKey.For(_organization, "v1"))
        .WhyNot(new EventQuestion { Event = happened, At = Positions.Start.AddSeconds(at) });
}

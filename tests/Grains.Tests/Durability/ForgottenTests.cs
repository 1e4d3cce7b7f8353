using Fleet.Drivers;
using Fleet.Storage;
using Fleet.Trips;
using Fleet.Vehicles;

namespace Fleet.Durability;

/// <summary>In a cluster a trip's or driver's silo can die alone. The activation that follows knows less than its vehicle told, and must say so before the vehicle writes that it was told.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ForgottenTests(ClusterFixture fixture)
{
    private readonly string _organization = fixture.NewOrganization();

    [Fact]
    public async Task Driver_refuses_a_checkpoint_of_what_it_never_heard()
    {
        var driver = fixture.Grains.GetGrain<IDriverGrain>(GrainKey.For(_organization, "d1"));
        await driver.Record(new DriverActivity { VehicleId = "v1", Until = Positions.Start, DistanceKm = 1 });

        await driver.Checkpoint("v1", Positions.Start);
        await driver.Checkpoint("v2", null);
        await Assert.ThrowsAsync<StateLostException>(() => driver.Checkpoint("v1", Positions.Start.AddSeconds(1)));
        await Assert.ThrowsAsync<StateLostException>(() => driver.Checkpoint("v2", Positions.Start));
    }

    [Fact]
    public async Task Trip_refuses_a_checkpoint_of_what_it_never_heard()
    {
        var trip = fixture.Grains.GetGrain<ITripGrain>(GrainKey.For(_organization, "t1"));
        await Assert.ThrowsAsync<StateLostException>(() => trip.Checkpoint(1, Positions.Start));

        await trip.Begin(new TripStart { VehicleId = "v1", At = Positions.Start, ReceivedAt = Positions.Start, Explicit = false });
        await trip.Advance([TripPoints.Point(0, 0), TripPoints.Point(1, 10)], null);
        await trip.Checkpoint(1, TripPoints.At(1));
        await Assert.ThrowsAsync<StateLostException>(() => trip.Checkpoint(2, TripPoints.At(2)));
    }
}

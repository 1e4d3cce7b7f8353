using Fleet.Events;
using Fleet.Trips;
using Fleet.Vehicles;

namespace Fleet.Drivers;

/// <summary>Idle share, fuel economy and route adherence on their way from positions to driver_performance.</summary>
[Collection(ClusterCollection.Name)]
public sealed class EfficiencyTests(ClusterFixture cluster)
{
    private readonly string _organization = cluster.NewOrganization();

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(10_000)]
    public async Task Driver_and_trip_tell_economy_and_adherence_however_reports_are_cut(int size)
    {
        var vehicle = cluster.Grains.GetGrain<IVehicleGrain>(GrainKey.For(_organization, "v1"));
        var trip = cluster.Grains.GetGrain<ITripGrain>(GrainKey.For(_organization, "t1"));
        await vehicle.Configure(new VehicleDetails { DriverId = "d1", FuelCapacityLitres = 200 });
        await trip.Plan(new TripPlan
        {
            VehicleId = "v1",
            DriverId = "d1",
            ToleranceMeters = 50,
            Waypoints = [new Waypoint { Location = Positions.At(0, 0).Place() }, new Waypoint { Location = Positions.At(0, 9_000).Place() }],
        });

        // 12 km at 60 km/h; the plan ends at 9 km. 1.8 L of 200 L burnt, then a minute's stand with the engine on.
        var positions = Positions.Drive(0, 720, 60, 10)
            .Select((p, i) => p with { FuelLevel = 0.5 - (i * 0.009 / 72), EngineRunning = true, TripId = "t1" })
            .Concat(Enumerable.Range(73, 6).Select(i => Positions.At(i * 10, 12_000, 0) with { FuelLevel = 0.491, EngineRunning = true, TripId = "t1" }));
        foreach (var part in positions.Chunk(size))
            await vehicle.Report([.. part]);
        await vehicle.CompleteTrip("t1", null);

        var driver = await cluster.Grains.GetGrain<IDriverGrain>(GrainKey.For(_organization, "d1")).Get();
        Assert.Equal(15, driver.FuelEconomy!.Value, 0.3); // 1.8 L on 12 km
        Assert.Equal(0.75, driver.RouteAdherence!.Value, 0.01);
        Assert.Equal(100 * 60 / 780.0, driver.IdleTimePercent, 1.0);
        Assert.Equal(0.75, (await trip.Get())!.RouteAdherence!.Value, 0.01);
        var events = await cluster.Events(_organization);
        Assert.Equal(0.75, events.OfType<TripChanged>().Single(e => e.Kind == TripEventKind.Completed).Details["route_adherence"], 0.01);
        var told = events.OfType<DriverPerformanceMeasured>().Last().Driver;
        Assert.Equal((driver.FuelEconomy, driver.RouteAdherence), (told.FuelEconomy, told.RouteAdherence));
    }
}

using Fleet.Directory;
using Fleet.Drivers;
using Fleet.Events;
using Fleet.Geofences;
using Fleet.Organizations;
using Fleet.Roads;
using Fleet.Trips;

namespace Fleet.Vehicles;

[Collection(ClusterCollection.Name)]
public class VehicleGrainTests(ClusterFixture cluster)
{
    private readonly string _organization = cluster.NewOrganization();

    private IVehicleGrain Vehicle => cluster.Grains.GetGrain<IVehicleGrain>(GrainKey.For(_organization, "v1"));

    [Fact]
    public async Task Report_publishes_locations_in_event_order_with_their_trip()
    {
        var result = await Report([.. Positions.Drive(0, 20, 36, 1).Reverse()]);
        Assert.All(result, o => Assert.Equal(PositionStatus.Accepted, o));
        var events = await cluster.Events(_organization);
        var started = Assert.IsType<TripChanged>(events[0]);
        Assert.Equal(TripEventKind.Started, started.Kind);
        var locations = events.OfType<LocationUpdated>().ToList();
        Assert.Equal(21, locations.Count);
        Assert.Equal(locations.OrderBy(l => l.Timestamp), locations);
        Assert.All(locations, l => Assert.Equal((started.TripId, TripStatus.Active, VehicleStatus.Active), (l.TripId, l.TripStatus, l.VehicleStatus)));
        Assert.Equal(EventIds.ForTrip("v1", Positions.Start), started.TripId);
    }

    [Fact]
    public async Task Locations_say_the_limit_in_force_and_whose_it_is()
    {
        cluster.Organizations.Set(new OrganizationContext(
            new OrganizationSettings { OrganizationId = _organization, Name = "o", SpeedLimitKmh = 80 }, GeofenceIndex.Empty)
        {
            Roads = RoadLayers.Index(RoadLayers.Road("street", 50, (0, -10), (0, 200))),
        });
        await Report(Positions.Drive(0, 40, 36, 1));
        var locations = (await cluster.Events(_organization)).OfType<LocationUpdated>().ToList();
        Assert.Equal((50.0, "road"), (locations[10].SpeedLimitKmh, locations[10].LimitSource));
        Assert.Equal((80.0, "organization"), (locations[^1].SpeedLimitKmh, locations[^1].LimitSource));
    }

    [Fact]
    public async Task Resend_publishes_nothing()
    {
        await Report(Positions.Drive(0, 20, 36, 1));
        var before = await cluster.Events(_organization);
        Assert.All(await Report(Positions.Drive(0, 20, 36, 1)), o => Assert.Equal(PositionStatus.Duplicate, o));
        Assert.Equal(before.Count, (await cluster.Events(_organization)).Count);
    }

    [Fact]
    public async Task Splitting_a_journey_anywhere_gives_the_same_events()
    {
        var journey = Journey().ToList();
        await Report(journey);
        var whole = Told(await cluster.Events(_organization));
        foreach (var size in (int[])[1, 7, 400])
        {
            var organization = cluster.NewOrganization();
            var vehicle = cluster.Grains.GetGrain<IVehicleGrain>(GrainKey.For(organization, "v1"));
            foreach (var part in journey.Chunk(size))
            {
                await vehicle.Report([.. part]);
            }

            Assert.Equal(whole, Told(await cluster.Events(organization)));
        }
    }

    [Fact]
    public async Task First_report_writes_the_directory_once_and_the_trip_its_line()
    {
        await Report(Positions.Drive(0, 20, 36, 1));
        Assert.NotNull(cluster.Directory.Find(_organization, EntityKind.Vehicle, "v1"));
        var tripId = (await Vehicle.Get()).TripId!;
        var line = cluster.Directory.Find(_organization, EntityKind.Trip, tripId)!;
        Assert.Equal(("v1", TripStatus.Active, Positions.Start), (line.VehicleId, line.TripStatus!.Value, line.SortTime!.Value));
    }

    [Fact]
    public async Task Trip_named_by_the_device_supersedes_and_a_closed_one_takes_no_more()
    {
        await Report(Positions.Drive(0, 20, 36, 1).Select(p => p with { TripId = "a" }));
        await Report(Positions.Drive(21, 40, 36, 1, 210).Select(p => p with { TripId = "b" }));
        await Report(Positions.Drive(41, 50, 36, 1, 410).Select(p => p with { TripId = "a" }));
        var events = await cluster.Events(_organization);
        Assert.Equal(
            ["Started a", "Completed a", "Started b"],
            events.OfType<TripChanged>().Select(e => $"{e.Kind} {e.TripId}"));
        Assert.Equal("superseded", events.OfType<TripChanged>().Single(e => e.Kind == TripEventKind.Completed).Reason);
        Assert.Equal(10, events.OfType<LocationUpdated>().Count(l => l.TripId is null));
        Assert.Equal(0.2, (await Trip("a").Get())!.DistanceKm, 3);
        Assert.Equal("b", (await Vehicle.Get()).TripId);
    }

    [Fact]
    public async Task Planned_trip_starts_and_completes_by_command()
    {
        await Trip("p").Plan(new TripPlan { VehicleId = "v1", DriverId = "d1", DistanceKm = 1 });
        Assert.Equal(TripCommandOutcome.NotFound, (await Vehicle.StartTrip("nope", null)).Outcome);
        Assert.Equal(TripCommandOutcome.NotAllowed, (await Vehicle.CompleteTrip("p", null)).Outcome);
        Assert.Equal(TripCommandOutcome.Done, (await Vehicle.StartTrip("p", Positions.Start)).Outcome);
        Assert.Equal(TripCommandOutcome.AlreadyDone, (await Vehicle.StartTrip("p", Positions.Start)).Outcome);
        await Report(Positions.Drive(1, 51, 36, 1));
        var done = await Vehicle.CompleteTrip("p", Positions.Start.AddSeconds(60));
        Assert.Equal(TripCommandOutcome.Done, done.Outcome);
        Assert.Equal((TripStatus.Completed, 0.5), (done.Trip!.Status, Math.Round(done.Trip.Progress!.Value, 2)));
        Assert.Equal(TripCommandOutcome.AlreadyDone, (await Vehicle.CompleteTrip("p", null)).Outcome);
        Assert.Equal(TripCommandOutcome.NotAllowed, (await Vehicle.CancelTrip("p", null, null)).Outcome);
        var events = await cluster.Events(_organization);
        Assert.All(events.OfType<LocationUpdated>(), l => Assert.Equal(("p", "d1"), (l.TripId, l.DriverId)));
        Assert.Equal(["Started", "Completed"], events.OfType<TripChanged>().Select(e => e.Kind.ToString()));
    }

    [Fact]
    public async Task Trip_of_another_vehicle_is_refused()
    {
        await Trip("p").Plan(new TripPlan { VehicleId = "v2" });
        Assert.Equal(TripCommandOutcome.WrongVehicle, (await Vehicle.StartTrip("p", null)).Outcome);
        Assert.Equal(TripCommandOutcome.WrongVehicle, (await Vehicle.CancelTrip("p", null, null)).Outcome);
        Assert.Null(await Trip("p").Plan(new TripPlan { VehicleId = "v1" }));
    }

    [Fact]
    public async Task Pause_and_end_come_due_without_data_stamped_with_event_time()
    {
        await Report(Live([.. Positions.Drive(0, 60, 36, 1), .. Stand(61, 90, 610)]));
        cluster.Clock.Advance(TimeSpan.FromSeconds(270));
        Assert.Empty(await TripEvents(TripEventKind.Paused));
        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Positions.Start.AddSeconds(61), (await TripEvents(TripEventKind.Paused)).Single().Timestamp);
        cluster.Clock.Advance(TimeSpan.FromSeconds(1499));
        Assert.Empty(await TripEvents(TripEventKind.Completed));
        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        var completed = (await TripEvents(TripEventKind.Completed)).Single();
        Assert.Equal((Positions.Start.AddSeconds(61), "stopped"), (completed.Timestamp, completed.Reason));
    }

    [Fact]
    public async Task Deadline_by_timer_and_by_data_make_the_same_events()
    {
        await Report(Live([.. Positions.Drive(0, 60, 36, 1), .. Stand(61, 90, 610)]));
        await Vehicle.Get();
        cluster.Clock.Advance(TimeSpan.FromSeconds(2000));
        await Trip(EventIds.ForTrip("v1", Positions.Start)).Get();
        await Report(Live(Positions.Drive(2200, 2230, 36, 1, 620)));
        var byTimer = Told(await cluster.Events(_organization)).Where(e => e.Contains("trip_", StringComparison.Ordinal)).Order();

        var other = cluster.NewOrganization();
        var vehicle = cluster.Grains.GetGrain<IVehicleGrain>(GrainKey.For(other, "v1"));
        await vehicle.Report([.. Live([.. Positions.Drive(0, 60, 36, 1), .. Stand(61, 90, 610), .. Positions.Drive(2200, 2230, 36, 1, 620)])]);
        var byData = Told(await cluster.Events(other)).Where(e => e.Contains("trip_", StringComparison.Ordinal)).Order();
        Assert.Equal(byData, byTimer);
        Assert.Equal(4, byTimer.Count());
    }

    [Fact]
    public async Task Replay_of_an_old_trace_does_not_end_its_trip()
    {
        await Report(Live(Positions.Drive(0, 60, 36, 1)));
        cluster.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Empty(await TripEvents(TripEventKind.Completed));
        Assert.NotNull((await Vehicle.Get()).TripId);
    }

    [Fact]
    public async Task Silent_vehicle_becomes_offline_once_and_comes_back_by_a_report()
    {
        await Report(Live(Stand(0, 10, 0)));
        cluster.Clock.Advance(TimeSpan.FromSeconds(200));
        await Report(Live(Stand(11, 12, 0)));
        cluster.Clock.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(VehicleStatus.Idle, (await Vehicle.Get()).Status);
        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(VehicleStatus.Offline, (await Vehicle.Get()).Status);
        cluster.Clock.Advance(TimeSpan.FromSeconds(3000));
        await Vehicle.Get();
        var offline = Assert.Single((await cluster.Events(_organization)).OfType<VehicleStatusChanged>());
        Assert.Equal(Positions.Start.AddSeconds(312), offline.Timestamp);
        await Report(Live(Stand(13, 14, 0)));
        Assert.Equal(VehicleStatus.Idle, (await Vehicle.Get()).Status);
        cluster.Clock.Advance(TimeSpan.FromSeconds(300));
        Assert.Equal(VehicleStatus.Offline, (await Vehicle.Get()).Status);
    }

    [Fact]
    public async Task Failure_on_the_way_loses_nothing_and_doubles_nothing()
    {
        var drive = Positions.Drive(0, 60, 36, 1).Select(p => p with { DriverId = "d1" }).ToList();
        cluster.Directory.Fail("d1");
        await Assert.ThrowsAnyAsync<Exception>(() => Report(drive));
        await Assert.ThrowsAnyAsync<Exception>(() => Report(drive));
        cluster.Directory.Fail("d1", false);
        Assert.All(await Report(drive), o => Assert.Equal(PositionStatus.Duplicate, o));
        var events = await cluster.Events(_organization);
        Assert.Equal(61, events.OfType<LocationUpdated>().DistinctBy(e => e.EventId).Count());
        Assert.Equal(61, events.OfType<LocationUpdated>().Count());
        Assert.Equal(0.6, (await Driver("d1").Get()).DistanceKm, 3);
    }

    [Fact]
    public async Task What_could_not_be_told_is_told_by_a_timer()
    {
        cluster.Directory.Fail("d2");
        await Assert.ThrowsAnyAsync<Exception>(() => Report(Positions.Drive(0, 60, 36, 1).Select(p => p with { DriverId = "d2" })));
        cluster.Directory.Fail("d2", false);
        cluster.Clock.Advance(TimeSpan.FromSeconds(5));
        await Vehicle.Get();
        Assert.Equal(0.6, (await Driver("d2").Get()).DistanceKm, 3);
    }

    [Fact]
    public async Task Vehicle_that_cannot_be_registered_takes_nothing()
    {
        cluster.Directory.Fail("v9");
        var vehicle = cluster.Grains.GetGrain<IVehicleGrain>(GrainKey.For(_organization, "v9"));
        await Assert.ThrowsAnyAsync<Exception>(() => vehicle.Report([.. Positions.Drive(0, 5, 36, 1)]));
        Assert.Equal(0, (await vehicle.Get()).Counters.Received);
        cluster.Directory.Fail("v9", false);
        Assert.All((await vehicle.Report([.. Positions.Drive(0, 5, 36, 1)])).Outcomes, o => Assert.Equal(PositionStatus.Accepted, o));
    }

    [Fact]
    public async Task Device_event_is_published_and_counted_once()
    {
        var happened = new DeviceEvent { Type = "phone_usage", Timestamp = Positions.Start, DriverId = "d3", EventId = "x1" };
        var id = await Vehicle.Record(happened);
        Assert.Equal(id, await Vehicle.Record(happened));
        var safety = Assert.Single((await cluster.Events(_organization)).OfType<SafetyDetected>());
        Assert.Equal(id, safety.EventId);
        Assert.Equal(1, (await Driver("d3").Get()).SessionEvents["phone_usage"]);
    }

    [Fact]
    public async Task State_survives_deactivation()
    {
        await Report(Positions.Drive(0, 60, 36, 1));
        var before = await Vehicle.Get();
        await cluster.DeactivateAll();
        Assert.Equal(0, await cluster.Activations<VehicleGrain>());
        Assert.Equal(before with { Geofences = [], Details = before.Details }, (await Vehicle.Get()) with { Geofences = [], Details = before.Details });
        Assert.All(await Report(Positions.Drive(0, 60, 36, 1)), o => Assert.Equal(PositionStatus.Duplicate, o));
        await Report(Positions.Drive(61, 120, 36, 1, 610));
        Assert.Equal(1.2, (await Trip(before.TripId!).Get())!.DistanceKm, 3);
    }

    [Fact]
    public async Task Removed_vehicle_is_forgotten()
    {
        await Report(Positions.Drive(0, 60, 36, 1));
        Assert.True(await Vehicle.Remove());
        Assert.False(await Vehicle.Remove());
        Assert.False((await Vehicle.Get()).Exists);
        Assert.Null(cluster.Directory.Find(_organization, EntityKind.Vehicle, "v1"));
        Assert.True(Assert.Single((await cluster.Events(_organization)).OfType<VehicleStatusChanged>()).Removed);
    }

    [Fact]
    public async Task Driver_is_measured_every_minute_and_at_the_end_of_the_trip()
    {
        await Vehicle.Configure(new VehicleDetails { DriverId = "d4" });
        foreach (var part in Positions.Drive(0, 180, 36, 1).Chunk(10))
        {
            await Report(part.Select(p => p with { TripId = "m" }));
        }

        await Vehicle.CompleteTrip("m", Positions.Start.AddSeconds(181));
        var measured = (await cluster.Events(_organization)).OfType<DriverPerformanceMeasured>().ToList();
        Assert.InRange(measured.Count, 4, 5);
        Assert.Equal(measured.Count, measured.DistinctBy(m => m.EventId).Count());
        Assert.Equal(Positions.Start.AddSeconds(181), measured[^1].Timestamp);
        Assert.Equal(1.8, measured[^1].Driver.DistanceKm, 3);
    }

    private async Task<PositionStatus[]> Report(IEnumerable<Position> positions) =>
        [.. (await Vehicle.Report([.. positions])).Outcomes];

    private ITripGrain Trip(string id) => cluster.Grains.GetGrain<ITripGrain>(GrainKey.For(_organization, id));

    private IDriverGrain Driver(string id) => cluster.Grains.GetGrain<IDriverGrain>(GrainKey.For(_organization, id));

    private async Task<List<TripChanged>> TripEvents(TripEventKind kind)
    {
        // A call to the trip comes behind the turn of its timer.
        await Trip(EventIds.ForTrip("v1", Positions.Start)).Get();
        return [.. (await cluster.Events(_organization)).OfType<TripChanged>().Where(e => e.Kind == kind)];
    }

    /// <summary>As received now, on the fixture's clock.</summary>
    private IEnumerable<Position> Live(IEnumerable<Position> positions)
    {
        var now = cluster.Clock.GetUtcNow();
        return positions.Select(p => p with { ReceivedAt = now });
    }

    private static IEnumerable<Position> Stand(int from, int to, double north) =>
        Enumerable.Range(from, to - from + 1).Select(t => Positions.At(t, north, 0.1));

    private static IEnumerable<Position> Journey() =>
    [
        .. Positions.Drive(0, 120, 36, 1),
        .. Stand(121, 700, 1210),
        .. Positions.Drive(701, 800, 50, 1, 1210),
        Positions.At(801, 90_000, 50),
        .. Positions.Drive(802, 900, 50, 1, 2620),
        .. Stand(901, 2900, 3990),
        .. Positions.Drive(2901, 3000, 40, 1, 3990),
    ];

    private static List<string> Told(IEnumerable<FleetEvent> events) => [.. events.Select(e => e switch
    {
        LocationUpdated l => $"{l.EventId} {l.TripId} {l.TripStatus} {l.VehicleStatus} {l.SpeedKmh:R} {l.DistanceSinceLastMeters:R}",
        TripChanged t => $"{t.EventId} {t.TripId} {t.Kind} {t.Status} {t.Timestamp:O} {t.Reason}",
        _ => e.EventId,
    })];
}

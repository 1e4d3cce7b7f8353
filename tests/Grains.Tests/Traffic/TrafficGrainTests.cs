using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Geofences;
using Fleet.Geography;
using Fleet.Vehicles;

namespace Fleet.Traffic;

[Collection(ClusterCollection.Name)]
public sealed class TrafficGrainTests(ClusterFixture cluster)
{
    private static readonly GeoPoint Place = new(10.7769, 106.7009);

    private readonly string _organization = cluster.NewOrganization();

    [Fact]
    public async Task A_measure_is_told_with_its_zone_and_makes_the_zones_congestion_and_its_alert()
    {
        await Zone().Define(Circle());
        await Camera().Define(new CameraDefinition { CameraId = "c1", Location = Place, Road = "Le Loi" });
        Assert.Equal(TrafficTaken.Accepted, await Camera().Measure(Detection(0, 5)));
        Assert.Equal(TrafficTaken.Duplicate, await Camera().Measure(Detection(0, 5)));
        Assert.Equal(TrafficTaken.Late, await Camera().Measure(Detection(-1, 5)));

        var flow = Assert.Single(await Told<TrafficFlowMeasured>());
        Assert.Equal(["z1"], flow.ZoneIds.ToArray());
        Assert.Equal(CongestionLevel.High, flow.Level);
        var congestion = Assert.Single(await Told<CongestionChanged>()).Congestion;
        Assert.Equal((CongestionLevel.High, 0.9, 10d, 1), (congestion.Level, congestion.Severity, congestion.TravelTimeIndex, congestion.Cameras));
        Assert.Equal(["Le Loi"], congestion.AffectedRoads.ToArray());
        var alert = Assert.Single(await Told<TrafficAlertRaised>()).Alert;
        Assert.Equal((TrafficAlertCategory.Congestion, "z1", TrafficAlertPriority.High), (alert.Category, alert.SourceId, alert.Priority));
        Assert.Equal(CongestionLevel.High, (await Zone().Get())!.Congestion.Level);
    }

    [Fact]
    public async Task A_camera_that_falls_silent_is_inactive_once_also_after_a_restart()
    {
        await Camera().Define(new CameraDefinition { CameraId = "c1", Location = Place });
        await Camera().Measure(Detection(0, 40));
        var frame = cluster.Clock.GetUtcNow();
        await Wait(TimeSpan.FromSeconds(60));
        await Camera().Beat(null, null);
        await Wait(TimeSpan.FromSeconds(119));
        Assert.Equal(CameraStatus.Active, (await Camera().Get())!.Status);

        await cluster.DeactivateAll();
        await Wait(TimeSpan.FromSeconds(2));
        Assert.Equal(CameraStatus.Inactive, (await Camera().Get())!.Status);
        var told = (await Told<CameraStatusChanged>()).Where(s => s.Differs).Select(s => (s.Status, s.Timestamp)).ToList();
        Assert.Equal((CameraStatus.Inactive, frame.AddSeconds(180)), told[^1]);
        Assert.Equal([CameraStatus.Inactive, CameraStatus.Active, CameraStatus.Inactive], told.Select(t => t.Status));

        await Wait(TimeSpan.FromMinutes(30));
        Assert.Equal(3, (await Told<CameraStatusChanged>()).Count(s => s.Differs));
        await Camera().Measure(Detection(0, 40));
        Assert.Equal(CameraStatus.Active, (await Told<CameraStatusChanged>())[^1].Status);
    }

    [Fact]
    public async Task The_minutes_of_a_camera_end_with_the_next_measure_or_with_silence()
    {
        await Camera().Define(new CameraDefinition { CameraId = "c1", Location = Place });
        var to = TimeSpan.FromTicks(TimeSpan.TicksPerMinute - (cluster.Clock.GetUtcNow().Ticks % TimeSpan.TicksPerMinute));
        await Wait(to);
        await Camera().Measure(Detection(0, 40));
        await Camera().Measure(Detection(30, 20));
        await Wait(TimeSpan.FromMinutes(1));
        await Camera().Measure(Detection(0, 40));
        await Wait(TimeSpan.FromMinutes(3));
        var closed = (await Told<TrafficFlowMeasured>()).Select(f => f.Closes).OfType<FlowMinute>().ToList();
        Assert.Equal((2, 20, 30d), (Assert.Single(closed).Samples, closed[0].Vehicles, closed[0].AverageSpeedKmh));
        Assert.Equal(1, (await Told<CameraStatusChanged>())[^1].Closes!.Samples);
    }

    [Fact]
    public async Task An_accident_that_nobody_speaks_of_any_more_expires_also_after_a_restart()
    {
        var grain = cluster.Grains.GetGrain<IAccidentGrain>(GrainKey.For(_organization, "a1"));
        var now = cluster.Clock.GetUtcNow();
        var accident = new Accident
        {
            AccidentId = "a1", Location = Place, Severity = AccidentSeverity.Severe, Status = AccidentStatus.Reported, ReportedAt = now.AddDays(-3), UpdatedAt = now.AddDays(-3),
        };
        await grain.Report(accident); // of long ago, but heard of now
        await Wait(TimeSpan.FromHours(5));
        await grain.Update(new AccidentUpdate { Severity = AccidentSeverity.Severe }); // not written
        await Wait(TimeSpan.FromHours(23));
        Assert.Equal(TrafficTaken.Duplicate, (await grain.Report(accident)).Taken);
        await Wait(TimeSpan.FromHours(20));
        Assert.Equal(AccidentStatus.Reported, (await grain.Get())!.Status);

        await cluster.DeactivateAll();
        await grain.Get(); // as the sweep after a restart does
        await Wait(TimeSpan.FromHours(4));

        var expired = (await grain.Get())!;
        Assert.Equal((AccidentStatus.Resolved, AccidentResolution.Expired, now.AddHours(52)), (expired.Status, expired.Resolution, expired.ResolvedAt));
        Assert.Equal([AccidentChange.New, AccidentChange.Resolved], (await Told<AccidentChanged>()).Select(a => a.Change));
        Assert.True((await Told<TrafficAlertRaised>())[^1].Alert is { Category: TrafficAlertCategory.Accident } && (await Told<TrafficAlertRaised>()).Count == 2);
        await Wait(TimeSpan.FromDays(2));
        Assert.Equal(2, (await Told<AccidentChanged>()).Count);
    }

    [Fact]
    public async Task An_accident_is_new_updated_and_resolved_with_its_alert()
    {
        await Zone().Define(Circle());
        var grain = cluster.Grains.GetGrain<IAccidentGrain>(GrainKey.For(_organization, "a1"));
        var now = cluster.Clock.GetUtcNow();
        var accident = new Accident
        {
            AccidentId = "a1", Location = Place, Severity = AccidentSeverity.Moderate, Status = AccidentStatus.Reported, ReportedAt = now, UpdatedAt = now,
        };
        Assert.Equal(TrafficTaken.Accepted, (await grain.Report(accident)).Taken);
        Assert.Equal(TrafficTaken.Duplicate, (await grain.Report(accident)).Taken);
        cluster.Clock.Advance(TimeSpan.FromMinutes(5));
        await grain.Update(new AccidentUpdate { Status = AccidentStatus.Investigating, Severity = AccidentSeverity.Critical });
        await cluster.DeactivateAll();
        cluster.Clock.Advance(TimeSpan.FromMinutes(55));
        var resolved = await grain.Resolve(AccidentResolution.Cleared, null);
        Assert.Equal(60, resolved.Accident!.DurationMinutes);
        Assert.Equal(TrafficTaken.Duplicate, (await grain.Resolve(AccidentResolution.Cleared, null)).Taken);
        Assert.Equal(TrafficTaken.Conflict, (await grain.Update(new AccidentUpdate { Confidence = 1 })).Taken);

        Assert.Equal([AccidentChange.New, AccidentChange.Update, AccidentChange.Resolved], (await Told<AccidentChanged>()).Select(a => a.Change));
        Assert.All(await Told<AccidentChanged>(), a => Assert.Equal(["z1"], a.ZoneIds.ToArray()));
        Assert.Equal(
            [(TrafficAlertPriority.Medium, false), (TrafficAlertPriority.Critical, false), (TrafficAlertPriority.Critical, true)],
            (await Told<TrafficAlertRaised>()).Select(a => (a.Alert.Priority, a.Cleared)));
        Assert.Empty(await Alerts().Active());
    }

    [Fact]
    public async Task A_warnings_alert_ends_by_the_clock_after_a_restart_too()
    {
        var now = cluster.Clock.GetUtcNow();
        var grain = cluster.Grains.GetGrain<IWeatherAlertGrain>(GrainKey.For(_organization, "w1"));
        var alert = new WeatherAlert
        {
            AlertId = "w1", Type = "heavy_rain", Severity = WeatherAlertSeverity.Warning, ZoneIds = ["z1"], Start = now, End = now.AddHours(2), IssuedAt = now,
        };
        Assert.Equal(TrafficTaken.Accepted, await grain.Issue(alert));
        Assert.Equal(TrafficTaken.Duplicate, await grain.Issue(alert with { IssuedAt = now.AddMinutes(1) }));
        Assert.Single(await Alerts().Active());
        await cluster.DeactivateAll();
        cluster.Clock.Advance(TimeSpan.FromHours(2.5));
        Assert.Empty(await Alerts().Active());
        var ended = (await Told<TrafficAlertRaised>())[^1];
        Assert.Equal((true, now.AddHours(2)), (ended.Cleared, ended.Timestamp));
    }

    [Fact]
    public async Task The_fleets_own_vehicles_count_where_they_are_enough_to_hide_each_other()
    {
        await Zone().Define(Circle());
        await Drive(4);
        await Wait(TimeSpan.FromSeconds(10));
        Assert.Null((await Zone().Get())!.Congestion.Level);

        await Drive(6);
        await Wait(TimeSpan.FromSeconds(10));
        var congestion = (await Zone().Get())!.Congestion;
        Assert.Equal((6, 0, CongestionLevel.High), (congestion.Vehicles, congestion.Cameras, congestion.Level));

        await Wait(TimeSpan.FromMinutes(2)); // they are heard of no more
        Assert.Null((await Zone().Get())!.Congestion.Level);
        Assert.Equal([CongestionLevel.High, (CongestionLevel?)null], (await Told<CongestionChanged>()).Select(c => c.Congestion.Level));
    }

    [Fact]
    public async Task A_zone_keeps_what_it_knew_through_a_restart_until_that_is_stale()
    {
        await Zone().Define(Circle());
        await Camera().Define(new CameraDefinition { CameraId = "c1", Location = Place });
        await Camera().Measure(Detection(0, 5));
        await cluster.DeactivateAll();
        Assert.Equal(CongestionLevel.High, (await Zone().Get())!.Congestion.Level);
        await Wait(TimeSpan.FromSeconds(60));
        Assert.Equal(CongestionLevel.High, (await Zone().Get())!.Congestion.Level);
        await Wait(TimeSpan.FromSeconds(70));
        Assert.Null((await Zone().Get())!.Congestion.Level);
        Assert.Equal([CongestionLevel.High, (CongestionLevel?)null], (await Told<CongestionChanged>()).Select(c => c.Congestion.Level));
    }

    [Fact]
    public async Task Air_and_weather_of_an_area_are_told_in_order_and_once()
    {
        var area = cluster.Grains.GetGrain<IAreaGrain>(GrainKey.For(_organization, "area:1"));
        var now = cluster.Clock.GetUtcNow();
        var weather = new Weather { Timestamp = now, Location = Place, Temperature = 32.5, Conditions = "Partly Cloudy" };
        Assert.Equal(TrafficTaken.Accepted, await area.ReportWeather(weather));
        Assert.Equal(TrafficTaken.Duplicate, await area.ReportWeather(weather));
        Assert.Equal(TrafficTaken.Late, await area.ReportWeather(weather with { Timestamp = now.AddSeconds(-1) }));
        Assert.Equal(TrafficTaken.Accepted, await area.ReportAir(new AirQuality { Timestamp = now, Location = Place, Aqi = 160 }));
        Assert.Single(await Told<WeatherMeasured>());
        Assert.Single(await Told<AirQualityMeasured>());
        Assert.Equal(TrafficAlertCategory.AirQuality, Assert.Single(await Alerts().Active()).Category);
    }

    [Fact]
    public async Task A_camera_or_zone_that_is_removed_is_gone_everywhere()
    {
        await Zone().Define(Circle());
        Assert.Equal(TrafficTaken.Accepted, await Camera().Measure(Detection(0, 5) with { Location = Place }));
        Assert.Single(await Alerts().Active());
        Assert.True(await Camera().Remove());
        Assert.True(await Zone().Remove());
        Assert.False(await Camera().Remove());
        Assert.Null(await Camera().Get());
        Assert.Equal(TrafficTaken.Unknown, await Camera().Measure(Detection(1, 5)));
        var shard = cluster.Grains.GetGrain<IEventShardGrain>(GrainKey.ForShard(_organization, EventStreams.ShardOf("c1", new ShardOptions().Shards)));
        Assert.Empty((await shard.Snapshot(new SnapshotRequest { Traffic = TrafficKinds.Flow | TrafficKinds.Cameras })).Traffic);
    }

    private static ZoneDefinition Circle() => new()
    {
        ZoneId = "z1", Name = "Centre", Shape = new CircleShape { Center = Place, RadiusMeters = 2_000 }, FreeFlowKmh = 50, LengthKm = 4, Center = Place,
    };

    private Detection Detection(double seconds, double speed) =>
        new() { Timestamp = cluster.Clock.GetUtcNow().AddSeconds(seconds), Intensity = 10, AverageSpeedKmh = speed, PeriodSeconds = 60 };

    private ICameraGrain Camera() => cluster.Grains.GetGrain<ICameraGrain>(GrainKey.For(_organization, "c1"));

    private IZoneGrain Zone() => cluster.Grains.GetGrain<IZoneGrain>(GrainKey.For(_organization, "z1"));

    private ITrafficAlertsGrain Alerts() => cluster.Grains.GetGrain<ITrafficAlertsGrain>(GrainKey.ForOrganization(_organization));

    /// <summary>Vehicles on trips that crawl through the zone.</summary>
    private async Task Drive(int vehicles)
    {
        var now = cluster.Clock.GetUtcNow();
        for (var v = 0; v < vehicles; v++)
        {
            ImmutableArray<Position> positions =
            [
                .. Enumerable.Range(0, 5).Select(i => new Position
                {
                    Timestamp = now.AddSeconds(i - 5), ReceivedAt = now, Latitude = Place.Latitude + (i * 0.00003), Longitude = Place.Longitude, SpeedKmh = 12, TripId = "t" + v,
                }),
            ];
            await cluster.Grains.GetGrain<IVehicleGrain>(GrainKey.For(_organization, "v" + v)).Report([.. positions]);
        }
    }

    /// <summary>A call comes behind the turn of a timer; the first wakes who slept, so that he has one.</summary>
    private async Task Wait(TimeSpan time)
    {
        await Camera().Get();
        await Zone().Get();
        cluster.Clock.Advance(time);
        await Camera().Get();
        await Zone().Get();
    }

    private async Task<List<T>> Told<T>()
        where T : FleetEvent => [.. (await cluster.Events(_organization)).OfType<T>()];
}

using System.Collections.Immutable;

namespace Fleet.Traffic;

public sealed class ZoneMonitorTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly ZoneDefinition Zone = new()
    {
        ZoneId = "z", Name = "Centre", Roads = ["A", "B"], FreeFlowKmh = 60, LengthKm = 4, CameraIds = ["c1", "c2"],
        Alternatives = [new() { Route = "via C", LengthKm = 6, FreeFlowKmh = 60, CameraIds = ["c9"] }],
    };

    [Fact]
    public void The_index_is_the_mean_of_travel_times_weighed_by_vehicles()
    {
        // 30 vehicles a minute at half speed (index 2) and 10 at a quarter (4): (30·2 + 10·4) ÷ 40 = 2.5.
        var congestion = Judge([Flow("c1", 30, 30, "A"), Flow("c2", 10, 15, "B")]);
        Assert.Equal(2.5, congestion.TravelTimeIndex);
        Assert.Equal(0.6, congestion.Severity);
        Assert.Equal(6, congestion.DelayMinutes); // 4 km at 60 km/h are 4 minutes; 1.5 times as many more
        Assert.Equal(CongestionLevel.High, congestion.Level);
        Assert.Equal(["A", "B"], congestion.AffectedRoads.ToArray());
        Assert.Equal(2, congestion.Cameras);
    }

    [Fact]
    public void Free_roads_are_not_affected_and_speeding_makes_no_negative_delay()
    {
        var congestion = Judge([Flow("c1", 30, 90, "A")]);
        Assert.Equal((CongestionLevel.Low, 0d, 0d), (congestion.Level, congestion.Severity, congestion.DelayMinutes));
        Assert.Empty(congestion.AffectedRoads);
    }

    [Fact]
    public void Only_slow_roads_are_affected_and_all_of_the_zone_where_cameras_name_none()
    {
        Assert.Equal(["B"], Judge([Flow("c1", 10, 60, "A"), Flow("c2", 30, 10, "B")]).AffectedRoads.ToArray());
        Assert.Equal(["A", "B"], Judge([Flow("c1", 10, 10, null)]).AffectedRoads.ToArray());
    }

    [Fact]
    public void Another_way_is_told_where_it_is_quicker_and_seen()
    {
        // Through: 4 minutes free, index 4, so 12 late. Around: 6 km at 60 are 6 minutes, 2 more than through at free flow.
        var jam = Flow("c1", 10, 15, null);
        Assert.Equal([new AlternativeDelay("via C", 2)], Judge([jam, Flow("c9", 10, 60, null)]).Alternatives.ToArray());
        Assert.Empty(Judge([jam]).Alternatives);
        Assert.Empty(Judge([jam, Flow("c9", 10, 20, null)]).Alternatives); // 18 minutes, 14 late
        Assert.Equal(1, Judge([jam, Flow("c9", 10, 60, null)]).Cameras); // what is seen around does not count for the zone
    }

    [Fact]
    public void The_fleets_own_vehicles_count_one_each()
    {
        var congestion = ZoneMonitor.Judge(Zone, [Flow("c1", 5, 60, null)], _ => true, [15, 15, 15, 15, 15], null, At);
        Assert.Equal(2.5, congestion.TravelTimeIndex); // (5·1 + 5·4) ÷ 10
        Assert.Equal(5, congestion.Vehicles);
    }

    [Fact]
    public void Nothing_fresh_is_unknown_and_standing_traffic_is_finite()
    {
        Assert.Null(Judge([]).Level);
        Assert.Null(Judge([Flow("c1", 0, null, null)]).Level);
        Assert.Equal(20, Judge([Flow("c1", 10, 0, null)]).TravelTimeIndex); // 60 ÷ 3
    }

    [Fact]
    public void A_change_of_level_is_told_at_once_others_when_due_and_small_ones_not()
    {
        var told = Judge([Flow("c1", 30, 30, "A")]);
        Assert.True(ZoneMonitor.IsWorthTelling(told, Judge([Flow("c1", 30, 60, "A")]), due: false));
        var more = Judge([Flow("c1", 30, 33.5, "A")]);
        Assert.False(ZoneMonitor.IsWorthTelling(told, more, due: false));
        Assert.True(ZoneMonitor.IsWorthTelling(told, more, due: true));
        Assert.False(ZoneMonitor.IsWorthTelling(told, Judge([Flow("c1", 30, 30.1, "A")]), due: true));
    }

    private static Congestion Judge(ImmutableArray<CameraFlow> flows) =>
        ZoneMonitor.Judge(Zone, flows, f => f.CameraId != "c9", [], null, At);

    private static CameraFlow Flow(string camera, double perMinute, double? speed, string? road) =>
        new() { CameraId = camera, Timestamp = At, VehiclesPerMinute = perMinute, SpeedKmh = speed, Road = road };
}

using Fleet.Vehicles;

namespace Fleet.Roads;

public sealed class RoadMatcherTests
{
    private readonly RoadMatcher _matcher = new();
    private RoadMatchState? _state;

    /// <summary>Drives at 1 Hz along the points given, and says which road each fix was put on.</summary>
    private List<string?> Drive(RoadIndex roads, IEnumerable<(double East, double North)> fixes, double kmh, double? heading = null)
    {
        var matches = new List<string?>();
        var second = 0;
        (double East, double North)? last = null;
        foreach (var fix in fixes)
        {
            var derived = last is { } l && l != fix ? Math.Atan2(fix.East - l.East, fix.North - l.North) * 180 / Math.PI : (double?)null;
            var position = Positions.At(second++, fix.North, kmh, fix.East);
            matches.Add(_matcher.Apply(ref _state, position, kmh, heading ?? derived, roads)?.RoadId);
            last = fix;
        }

        return matches;
    }

    private static IEnumerable<(double East, double North)> North(double from, double to, double east, double step = 14) =>
        Enumerable.Range(0, (int)((to - from) / step) + 1).Select(i => (east, from + (i * step)));

    [Fact]
    public void Nearest_road_along_the_heading_has_the_limit()
    {
        var roads = RoadLayers.Index(RoadLayers.Road("street", 50, (0, 0), (0, 1000)), RoadLayers.Road("cross", 30, (-500, 500), (500, 500)));

        var matches = Drive(roads, North(0, 1000, 4), 50);

        Assert.All(matches, m => Assert.Equal("street", m));
    }

    [Fact]
    public void Parallel_road_does_not_win_when_the_fixes_drift_towards_it()
    {
        var roads = RoadLayers.Index(RoadLayers.Road("highway", 100, (0, 0), (0, 3000)), RoadLayers.Road("frontage", 40, (18, 0), (18, 3000)));

        // 300 m on the highway's own line, then 100 m that lie nearer to the other road, then back.
        var matches = Drive(roads, [.. North(0, 300, 1, 25), .. North(325, 425, 11, 25), .. North(450, 900, 1, 25)], 90);

        Assert.All(matches, m => Assert.Equal("highway", m));
    }

    [Fact]
    public void Vehicle_that_really_takes_the_parallel_road_is_found_there_soon()
    {
        var roads = RoadLayers.Index(
            RoadLayers.Road("highway", 100, (0, 0), (0, 3000)),
            RoadLayers.Road("ramp", 60, (0, 300), (18, 360)),
            RoadLayers.Road("frontage", 40, (18, 360), (18, 3000)));

        var matches = Drive(roads, [.. North(0, 300, 0, 20), (9, 330), .. North(360, 900, 18, 20)], 70);

        Assert.Equal("highway", matches[10]);
        Assert.All(matches.Skip(matches.Count - 20), m => Assert.Equal("frontage", m));
    }

    [Fact]
    public void Road_that_is_in_no_layer_takes_no_limit_from_its_neighbour()
    {
        var roads = RoadLayers.Index(RoadLayers.Road("street", 50, (0, 0), (0, 1000)));

        Assert.All(Drive(roads, North(0, 900, 25), 40), Assert.Null);
    }

    [Fact]
    public void Neighbour_without_a_limit_keeps_the_limit_of_the_other_away()
    {
        var roads = RoadLayers.Index(RoadLayers.Road("street", 50, (0, 0), (0, 1000)), RoadLayers.Road("alley", null, (12, 0), (12, 1000)));

        Assert.All(Drive(roads, North(0, 900, 10), 40), m => Assert.Equal("alley", m));
    }

    [Fact]
    public void Standing_vehicle_stays_on_its_road_whatever_its_fixes_do()
    {
        var roads = RoadLayers.Index(RoadLayers.Road("street", 50, (0, 0), (0, 1000)), RoadLayers.Road("cross", 30, (-500, 205), (500, 205)));
        Drive(roads, North(0, 196, 0), 50);

        var matches = Drive(roads, Enumerable.Range(0, 60).Select(i => ((i % 3) - 1.0, 197.0 + (i % 2))), 0);

        Assert.All(matches, m => Assert.Equal("street", m));
    }

    [Fact]
    public void Turn_into_a_meeting_road_is_followed()
    {
        var roads = RoadLayers.Index(
            RoadLayers.Road("street", 50, (0, 0), (0, 500), (0, 1000)), RoadLayers.Road("side", 30, (0, 500), (500, 500)));

        var matches = Drive(roads, [.. North(0, 490, 0), .. Enumerable.Range(1, 20).Select(i => (i * 14.0, 500.0))], 40);

        Assert.Equal("street", matches[20]);
        Assert.Equal("side", matches[^1]);
        Assert.Equal("side", matches[^15]);
    }

    [Theory]
    [InlineData(0, 80)]
    [InlineData(180, 60)]
    public void Limit_is_the_one_of_the_direction(double heading, double limit)
    {
        var roads = RoadLayers.Index(RoadLayers.Road("street", null, (0, 0), (0, 1000)) with { ForwardKmh = 80, BackwardKmh = 60 });

        var match = _matcher.Apply(ref _state, Positions.At(0, 500, 50), 50, heading, roads);

        Assert.Equal(limit, match!.Value.LimitKmh);
        Assert.Equal(heading == 0, match.Value.Forward);
    }

    [Fact]
    public void One_way_road_loses_against_the_carriageway_that_runs_the_other_way()
    {
        var roads = RoadLayers.Index(
            RoadLayers.Road("up", 100, (8, 0), (8, 2000)) with { Direction = RoadDirection.Forward },
            RoadLayers.Road("down", 80, (0, 2000), (0, 0)) with { Direction = RoadDirection.Forward });

        Assert.All(Drive(roads, North(0, 1500, 2, 25), 90).Skip(1), m => Assert.Equal("up", m)); // the first fix has no heading
    }

    [Fact]
    public void Road_over_the_antimeridian_and_a_long_straight_one_are_found()
    {
        var fiji = new RoadLimit { RoadId = "fiji", ForwardKmh = 50, BackwardKmh = 50, Lines = [[RoadLayers.Unit(179.95), RoadLayers.Unit(-17), RoadLayers.Unit(-179.95), RoadLayers.Unit(-17.05)]] };
        var roads = RoadLayers.Index(fiji);

        foreach (var (longitude, share) in new[] { (179.96, 0.1), (179.99, 0.4), (-180.0, 0.5), (-179.97, 0.8) })
        {
            RoadMatchState? state = null;
            var position = Positions.At(0, 0) with { Latitude = -17 - (0.05 * share), Longitude = longitude };
            Assert.Equal("fiji", _matcher.Apply(ref state, position, 50, 116, roads)?.RoadId);
        }
    }

    [Fact]
    public void State_goes_when_no_road_is_near_and_when_the_layer_is_gone()
    {
        var roads = RoadLayers.Index(RoadLayers.Road("street", 50, (0, 0), (0, 1000)));
        Drive(roads, North(0, 100, 0), 50);
        Assert.NotNull(_state);

        _matcher.Apply(ref _state, Positions.At(100, 500, 50), 50, 0, RoadIndex.Empty);

        Assert.Null(_state);
    }

    [Fact]
    public void Road_that_its_layer_lost_is_forgotten()
    {
        Drive(RoadLayers.Index(RoadLayers.Road("street", 50, (0, 0), (0, 1000))), North(0, 300, 0), 50);
        var roads = RoadLayers.Index(RoadLayers.Road("new", 70, (0, 0), (0, 1000)));

        Assert.Null(_matcher.Apply(ref _state, Positions.At(22, 295, 0), 0, 0, roads)); // stands: nothing new is weighed
        Assert.Equal("new", _matcher.Apply(ref _state, Positions.At(30, 400, 50), 50, 0, roads)?.RoadId);
    }
}

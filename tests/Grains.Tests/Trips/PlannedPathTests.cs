using Fleet.Geography;
using Fleet.Vehicles;

namespace Fleet.Trips;

public sealed class PlannedPathTests
{
    /// <summary>Google's own example: (38.5, −120.2), (40.7, −120.95), (43.252, −126.453).</summary>
    private const string Example = "_p~iF~ps|U_ulLnnqC_mqNvxq`@";

    private static TripPlan Plan(string? polyline, double? tolerance = null, params GeoPoint[] waypoints) => new()
    {
        VehicleId = "v1",
        Polyline = polyline,
        ToleranceMeters = tolerance,
        Waypoints = [.. waypoints.Select(w => new Waypoint { Location = w })],
    };

    [Fact]
    public void Polyline_is_read_as_its_authors_say()
    {
        Assert.True(PlannedPath.TryDecode(Example, out var points));
        Assert.Equal([new GeoPoint(38.5, -120.2), new GeoPoint(40.7, -120.95), new GeoPoint(43.252, -126.453)], points);
    }

    [Theory]
    [InlineData("")]
    [InlineData("_p~iF~ps|U")] // one point
    [InlineData("_p~iF~ps|U_ulL")] // half a point
    [InlineData("_p~iF~ps|U_ulLnnqC\u0001")]
    [InlineData("~~~~~~~~~~~~")] // a number that never ends
    [InlineData("_p~iF~ps|U_p~iF~ps|U_p~iF~ps|U")] // beyond the pole
    public void Text_that_is_no_polyline_is_refused(string text) => Assert.False(PlannedPath.TryDecode(text, out _));

    [Fact]
    public void Distance_is_measured_to_segments_not_to_their_ends()
    {
        // 4.4 km of one segment; its middle is 2.2 km from either end.
        var path = PlannedPath.Of(Plan(null, 50, new GeoPoint(0, 10), new GeoPoint(0.04, 10)))!;

        Assert.True(path.Contains(new GeoPoint(0.02, 10.0004))); // 44 m
        Assert.False(path.Contains(new GeoPoint(0.02, 10.0005))); // 56 m
        Assert.False(path.Contains(new GeoPoint(0.0405, 10))); // 56 m behind its end
    }

    [Fact]
    public void Long_path_is_found_in_every_part_of_it_and_over_the_antimeridian()
    {
        var points = Enumerable.Range(0, 200).Select(i => new GeoPoint(i * 0.001, (179.9 + (i * 0.001) + 180) % 360 - 180)).ToArray();
        var path = PlannedPath.Of(Plan(null, 20, points))!;

        for (var i = 0; i < 199; i++)
            Assert.True(path.Contains(Geodesy.Interpolate(points[i], points[i + 1], 0.5)), $"segment {i}");
        Assert.False(path.Contains(new GeoPoint(0.1, 179.9)));
    }

    [Fact]
    public void Waypoints_are_a_way_only_where_the_plan_says_how_near_is_on_it()
    {
        Assert.Null(PlannedPath.Of(Plan(null, null, new GeoPoint(0, 0), new GeoPoint(1, 1))));
        Assert.Null(PlannedPath.Of(Plan(null, 50, new GeoPoint(0, 0))));
        Assert.Equal(3, PlannedPath.Of(Plan(Example, null, new GeoPoint(0, 0), new GeoPoint(1, 1)))!.Points);
    }

    [Fact]
    public void Adherence_is_the_share_of_the_way_that_lies_on_the_plan_however_points_are_split()
    {
        // 100 m on the way, 200 m beside it, 100 m on it again.
        var points = Enumerable.Range(0, 41).Select(i => TripPoints.Point(i, i * 10) with
        {
            Location = Positions.At(i, i * 10, east: i is > 10 and <= 30 ? 80 : 0).Place(),
        }).ToList();
        foreach (var size in (int[])[1, 7, 41])
        {
            var state = new TripState { Plan = Plan(null, 50, Positions.At(0, 0).Place(), Positions.At(0, 1000).Place()) };
            var monitor = new TripMonitor(new TripIdentity("acme", "t1"), new TripOptions());
            monitor.Begin(state, new TripStart { VehicleId = "v1", At = points[0].Timestamp, Location = points[0].Location, ReceivedAt = points[0].ReceivedAt, Explicit = true }, null);
            var on = new List<bool>();
            foreach (var part in points.Chunk(size))
                on.AddRange(monitor.Advance(state, [.. part]).PointOnRoute);

            Assert.Equal(21, on.Count(o => o));
            Assert.Equal([.. on], monitor.Advance(state, [.. points]).PointOnRoute.AsEnumerable()); // told again
            Assert.Equal(0.5, TripFigures.RouteAdherence(state)!.Value, 4);
            var ended = monitor.End(state, new TripEnd { At = points[^1].Timestamp, Cancelled = false });
            Assert.Equal(0.5, ended.Events[^1].Details["route_adherence"], 4);
        }
    }

    [Fact]
    public void Trip_without_a_planned_way_has_no_adherence()
    {
        var state = new TripState();
        var monitor = new TripMonitor(new TripIdentity("acme", "t1"), new TripOptions());
        monitor.Begin(state, new TripStart { VehicleId = "v1", At = Positions.Start, Location = null, ReceivedAt = Positions.Start, Explicit = false }, null);
        var advance = monitor.Advance(state, [.. TripPoints.Drive(0, 10)]);

        Assert.Empty(advance.PointOnRoute);
        Assert.Null(TripFigures.RouteAdherence(state));
        Assert.DoesNotContain("route_adherence", monitor.End(state, new TripEnd { At = TripPoints.At(10), Cancelled = false }).Events[^1].Details.Keys);
    }
}

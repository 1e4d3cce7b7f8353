using Fleet.Geography;

namespace Fleet.Geofences;

public sealed class GeofenceShapeValidatorTests
{
    private static readonly GeofenceShapeLimits Limits = new() { MaxVertices = 12 };

    private static readonly (double, double)[] Square = [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)];

    private static void AssertProblem(GeofenceShape shape, GeofenceShapeProblem problem, int? polygon = null, int? ring = null, int? vertex = null)
    {
        var error = GeofenceShapeValidator.Validate(shape, Limits);

        Assert.NotNull(error);
        Assert.Equal((problem, polygon, ring, vertex), (error.Problem, error.Polygon, error.Ring, error.Vertex));
        Assert.NotEmpty(error.Message);
    }

    [Fact]
    public void Sound_shapes_have_no_problem()
    {
        Assert.Null(GeofenceShapeValidator.Validate(Fences.Polygon(Square, [(1, 1), (1, 2), (2, 2), (1, 1)]), Limits));
        Assert.Null(GeofenceShapeValidator.Validate(Fences.Box(179, 0, -179, 1), Limits));
        Assert.Null(GeofenceShapeValidator.Validate(new CircleShape { Center = new GeoPoint(90, 180), RadiusMeters = 5 }, Limits));
        Assert.Null(GeofenceShapeValidator.Validate(new CorridorShape { Path = [new(0, 0), new(1, 1)], WidthMeters = 5 }, Limits));
    }

    [Fact]
    public void Ring_not_closed_names_its_last_vertex() =>
        AssertProblem(Fences.Polygon((0, 0), (1, 0), (1, 1), (0, 1)), GeofenceShapeProblem.RingNotClosed, 0, 0, 3);

    [Fact]
    public void Hole_with_too_few_points_is_named() =>
        AssertProblem(Fences.Polygon(Square, [(1, 1), (2, 2), (1, 1)]), GeofenceShapeProblem.TooFewPoints, 0, 1);

    [Fact]
    public void Bow_tie_names_the_crossing_edge() =>
        AssertProblem(Fences.Polygon((0, 0), (2, 2), (2, 0), (0, 2), (0, 0)), GeofenceShapeProblem.SelfIntersection, 0, 0, 2);

    [Fact]
    public void Ring_that_touches_itself_crosses_itself() =>
        Assert.Equal(
            GeofenceShapeProblem.SelfIntersection,
            GeofenceShapeValidator.Validate(Fences.Polygon((0, 0), (2, 0), (1, 1), (2, 2), (0, 2), (1, 1), (0, 0)), Limits)?.Problem);

    [Fact]
    public void Spike_crosses_itself() =>
        Assert.Equal(
            GeofenceShapeProblem.SelfIntersection,
            GeofenceShapeValidator.Validate(Fences.Polygon((0, 0), (4, 0), (4, 4), (2, 4), (2, 8), (2, 4), (0, 4), (0, 0)), Limits)?.Problem);

    [Theory]
    [InlineData(90.1, 0)]
    [InlineData(-90.1, 0)]
    [InlineData(0, 541)]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.PositiveInfinity)]
    public void Coordinate_out_of_range_is_named(double latitude, double longitude) =>
        AssertProblem(Fences.Polygon((0, 0), (1, 0), (longitude, latitude), (0, 0)), GeofenceShapeProblem.CoordinateOutOfRange, 0, 0, 2);

    [Fact]
    public void Vertices_count_over_all_rings()
    {
        (double, double)[] Triangle(double x) => [(x, 1), (x + 0.5, 1), (x, 2), (x, 1)];
        Assert.Null(GeofenceShapeValidator.Validate(Fences.Polygon([(0, 0), (4, 0), (4, 4), (0, 0)], Triangle(2), Triangle(3)), Limits));
        AssertProblem(Fences.Polygon(Square, Triangle(1), Triangle(3)), GeofenceShapeProblem.TooManyVertices);
    }

    [Fact]
    public void Flat_ring_encloses_nothing() =>
        AssertProblem(Fences.Polygon((0, 0), (1, 1), (2, 2), (0, 0)), GeofenceShapeProblem.ZeroArea, 0, 0);

    [Fact]
    public void Hole_outside_is_named() =>
        AssertProblem(Fences.Polygon(Square, [(5, 5), (6, 5), (6, 6), (5, 5)]), GeofenceShapeProblem.HoleOutside, 0, 1);

    [Fact]
    public void Hole_across_the_border_crosses_it() =>
        Assert.Equal(
            GeofenceShapeProblem.RingsCross,
            GeofenceShapeValidator.Validate(Fences.Polygon(Square, [(3, 1), (5, 1), (5, 2), (3, 1)]), Limits)?.Problem);

    [Fact]
    public void Polygon_within_another_overlaps_it()
    {
        var outer = Fences.Polygon(Square).Polygons[0];
        var inner = Fences.Polygon((1, 1), (2, 1), (2, 2), (1, 1)).Polygons[0];

        AssertProblem(new PolygonShape { Polygons = [outer, inner] }, GeofenceShapeProblem.RingsCross, 1, 0);
    }

    [Fact]
    public void Nothing_is_no_shape()
    {
        AssertProblem(new PolygonShape { Polygons = [] }, GeofenceShapeProblem.Empty);
        AssertProblem(new CorridorShape { Path = [new(0, 0)], WidthMeters = 50 }, GeofenceShapeProblem.Empty);
    }

    [Theory]
    [InlineData(4.9)]
    [InlineData(500_001)]
    [InlineData(double.NaN)]
    public void Radius_has_bounds(double radius) =>
        AssertProblem(new CircleShape { Center = default, RadiusMeters = radius }, GeofenceShapeProblem.RadiusOutOfRange);

    [Theory]
    [InlineData(-1)]
    [InlineData(20_001)]
    public void Width_has_bounds(double width) =>
        AssertProblem(new CorridorShape { Path = [new(0, 0), new(1, 1)], WidthMeters = width }, GeofenceShapeProblem.WidthOutOfRange);

    [Fact]
    public void Bad_point_of_a_path_is_named() =>
        AssertProblem(new CorridorShape { Path = [new(0, 0), new(91, 1)], WidthMeters = 50 }, GeofenceShapeProblem.CoordinateOutOfRange, vertex: 1);
}

using NetTopologySuite.Geometries;

namespace Fleet.Geofences;

/// <summary>The same shapes in NetTopologySuite, which the tests trust.</summary>
internal static class Oracle
{
    private static readonly GeometryFactory Factory = new();

    public static Geometry Of(PolygonShape shape) =>
        Factory.CreateMultiPolygon([.. shape.Polygons.Select(p => Factory.CreatePolygon(
            Ring(p.Outer), [.. p.Holes.Select(h => Ring(h))]))]);

    public static Point Point(double latitude, double longitude) => Factory.CreatePoint(new Coordinate(longitude, latitude));

    private static LinearRing Ring(System.Collections.Immutable.ImmutableArray<Geography.GeoPoint> ring) =>
        Factory.CreateLinearRing([.. ring.Select(p => new Coordinate(p.Longitude, p.Latitude))]);
}

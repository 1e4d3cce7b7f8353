using Fleet.Geofences;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index;
using NetTopologySuite.Index.Strtree;

namespace Fleet.Bench;

/// <summary>What one would build with NetTopologySuite: an STRtree over prepared polygons. Points are made beforehand, which is in its favour.</summary>
internal sealed class PreparedTree
{
    private static readonly GeometryFactory Factory = new();

    private readonly STRtree<IPreparedGeometry> _tree = new();

    public PreparedTree(List<GeofenceDefinition> fences)
    {
        foreach (var fence in fences)
        {
            var geometry = Factory.CreateMultiPolygon([.. ((PolygonShape)fence.Shape).Polygons.Select(p =>
                Factory.CreatePolygon(Ring(p.Outer), [.. p.Holes.Select(Ring)]))]);
            _tree.Insert(geometry.EnvelopeInternal, PreparedGeometryFactory.Prepare(geometry));
        }

        _tree.Build();
    }

    public static Point[] Make((double Lat, double Lon)[] points) => [.. points.Select(p => Factory.CreatePoint(new Coordinate(p.Lon, p.Lat)))];

    public long Run(Point[] points)
    {
        var counter = new Counter();
        foreach (var point in points)
        {
            counter.Point = point;
            _tree.Query(point.EnvelopeInternal, counter);
        }

        return counter.Hits;
    }

    private static LinearRing Ring(System.Collections.Immutable.ImmutableArray<Geography.GeoPoint> ring) =>
        Factory.CreateLinearRing([.. ring.Select(p => new Coordinate(p.Longitude, p.Latitude))]);

    private sealed class Counter : IItemVisitor<IPreparedGeometry>
    {
        public Point Point { get; set; } = null!;

        public long Hits { get; private set; }

        public void VisitItem(IPreparedGeometry item) => Hits += item.Intersects(Point) ? 1 : 0;
    }
}

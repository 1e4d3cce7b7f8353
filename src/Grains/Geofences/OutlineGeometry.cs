using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Fleet.Geography;

namespace Fleet.Geofences;

/// <summary>Polygons with holes, by the even-odd rule over straight edges in the plane of longitude and latitude.</summary>
internal sealed class OutlineGeometry : FenceGeometry
{
    private readonly Segment[] _segments;
    private readonly Piece[] _pieces;

    public OutlineGeometry(PolygonShape shape)
    {
        var segments = new List<Segment>();
        var pieces = new List<Piece>();
        foreach (var polygon in shape.Polygons)
        {
            AddPolygon(polygon, segments, pieces);
        }

        _segments = [.. segments];
        _pieces = [.. pieces];
        West = pieces.Count == 0 ? 0 : pieces.Min(p => p.West);
        East = pieces.Count == 0 ? 0 : pieces.Max(p => p.East);
        South = pieces.Count == 0 ? 0 : pieces.Min(p => p.South);
        North = pieces.Count == 0 ? 0 : pieces.Max(p => p.North);
        var length = segments.Sum(s => Math.Abs(s.Bx - s.Ax) + Math.Abs(s.By - s.Ay));
        SmallestCell = length / Math.Max(128, 2 * segments.Count);
    }

    public ReadOnlySpan<Segment> Segments => _segments;

    public override FencePart Whole(IndexedFence fence) => OutlinePart.Whole(fence, this);

    public override bool Contains(double longitude, double latitude) => Contains(_segments, longitude, latitude);

    public override double DistanceToBorder(double longitude, double latitude)
    {
        var nearest = double.PositiveInfinity;
        var cosine = Plane.Cosine(latitude);
        foreach (ref readonly var segment in _segments.AsSpan())
        {
            nearest = Math.Min(nearest, segment.DistanceMeters(longitude, latitude, cosine));
        }

        return nearest;
    }

    public override double Inradius(double longitude, double latitude)
    {
        foreach (ref readonly var piece in _pieces.AsSpan())
        {
            if (Contains(_segments.AsSpan(piece.First, piece.Count), longitude, latitude))
            {
                return piece.Inradius;
            }
        }

        return 0;
    }

    private static bool Contains(ReadOnlySpan<Segment> segments, double x, double y)
    {
        var inside = false;
        foreach (ref readonly var s in segments)
        {
            if ((s.Ay <= y) != (s.By <= y) && s.Ax + ((y - s.Ay) / (s.By - s.Ay) * (s.Bx - s.Ax)) < x)
            {
                inside = !inside;
            }
        }

        return inside;
    }

    private static void AddPolygon(PolygonRings polygon, List<Segment> segments, List<Piece> pieces)
    {
        var own = new List<Segment>();
        AddRing(polygon.Outer, null, own);
        if (own.Count == 0)
        {
            return;
        }

        List<int> rings = [own.Count];
        var middle = (own.Min(s => s.Ax) + own.Max(s => s.Ax)) / 2;
        foreach (var hole in polygon.Holes.IsDefault ? [] : polygon.Holes)
        {
            AddRing(hole, middle, own);
            rings.Add(own.Count);
        }

        // A copy for every turn of the globe at which the polygon comes into the world's own range of longitudes.
        var piece = Piece.Of(CollectionsMarshal.AsSpan(own), rings);
        for (var turn = Math.Ceiling((-180 - piece.East) / 360); turn <= Math.Floor((180 - piece.West) / 360); turn++)
        {
            pieces.Add(piece with { First = segments.Count, West = piece.West + (360 * turn), East = piece.East + (360 * turn) });
            segments.AddRange(own.Select(s => s.Shifted(360 * turn)));
        }
    }

    /// <param name="near">A hole is taken at the turn of the globe nearest to its polygon's middle.</param>
    private static void AddRing(ImmutableArray<GeoPoint> ring, double? near, List<Segment> into)
    {
        var points = Plane.Unwrap(ring.AsSpan());
        if (points.Length == 0)
        {
            return;
        }

        var shift = near is { } x ? 360 * Math.Round((x - points[0].X) / 360) : 0;
        for (var i = 1; i < points.Length; i++)
        {
            into.Add(new Segment(points[i - 1].X, points[i - 1].Y, points[i].X, points[i].Y).Shifted(shift));
        }

        // Once around the globe: the ring holds a pole, and is closed over it.
        var (first, last) = (points[0], points[^1]);
        if (Math.Abs(last.X - first.X) > 180)
        {
            var pole = Math.CopySign(90, points.Average(p => p.Y));
            into.Add(new Segment(last.X, last.Y, last.X, pole).Shifted(shift));
            into.Add(new Segment(last.X, pole, first.X, pole).Shifted(shift));
            into.Add(new Segment(first.X, pole, first.X, first.Y).Shifted(shift));
        }
    }

    /// <summary>One polygon, or its copy at another turn of the globe.</summary>
    private readonly record struct Piece(int First, int Count, double West, double South, double East, double North, double Inradius)
    {
        /// <param name="rings">Where each ring ends, the outer one first.</param>
        public static Piece Of(ReadOnlySpan<Segment> segments, List<int> rings)
        {
            var (west, south) = (double.PositiveInfinity, double.PositiveInfinity);
            var (east, north) = (double.NegativeInfinity, double.NegativeInfinity);
            foreach (ref readonly var s in segments)
            {
                (west, east) = (Math.Min(west, s.Ax), Math.Max(east, s.Ax));
                (south, north) = (Math.Min(south, s.Ay), Math.Max(north, s.Ay));
            }

            // Every point of a region is within its inradius of the border, hence area ≤ inradius · perimeter.
            var (x0, y0) = ((west + east) / 2, (south + north) / 2);
            var (area, perimeter) = (0.0, 0.0);
            for (var (ring, i) = (0, 0); ring < rings.Count; ring++)
            {
                var enclosed = 0.0;
                for (; i < rings[ring]; i++)
                {
                    var (ax, ay) = Flat(segments[i].Ax - x0, segments[i].Ay - y0, y0);
                    var (bx, by) = Flat(segments[i].Bx - x0, segments[i].By - y0, y0);
                    enclosed += ((ax * by) - (bx * ay)) / 2;
                    perimeter += Math.Sqrt(((bx - ax) * (bx - ax)) + ((by - ay) * (by - ay)));
                }

                area += ring == 0 ? Math.Abs(enclosed) : -Math.Abs(enclosed);
            }

            return new Piece(0, segments.Length, west, south, east, north, perimeter > 0 ? Math.Max(0, area) / perimeter : 0);
        }

        private static (double X, double Y) Flat(double x, double y, double latitude) =>
            (x * Plane.MetersPerDegree * Plane.Cosine(latitude), y * Plane.MetersPerDegree);
    }
}

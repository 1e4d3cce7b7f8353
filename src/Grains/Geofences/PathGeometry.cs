using System.Collections.Immutable;
using Fleet.Geography;

namespace Fleet.Geofences;

/// <summary>Everything within a distance of a path; a circle is a path of one point.</summary>
internal sealed class PathGeometry : FenceGeometry
{
    /// <summary>Longer stretches are cut, so that one length of a degree holds for all of a stretch, degrees.</summary>
    private const double LongestStretch = 0.1;

    private readonly Segment[] _segments;

    public PathGeometry(ImmutableArray<GeoPoint> path, double reachMeters)
    {
        var points = Plane.Unwrap(path.AsSpan());
        var reachY = reachMeters / Plane.MetersPerDegree * 1.001;
        South = points.Min(p => p.Y) - reachY;
        North = points.Max(p => p.Y) + reachY;

        // Meridians draw together: the widest degree counts, and around a pole there is no bound.
        var narrowest = Math.Cos(Math.Max(Math.Abs(South), Math.Abs(North)) * Math.PI / 180);
        var reachX = Math.Max(Math.Abs(South), Math.Abs(North)) < 90 && reachY < 180 * narrowest ? reachY / narrowest : 180;
        var (west, east) = (points.Min(p => p.X) - reachX, points.Max(p => p.X) + reachX);
        var round = east - west >= 360 || Math.Floor((180 + east) / 360) != Math.Floor((180 + west) / 360);
        (West, East) = round ? (-180, 180) : (Plane.Normalize(west), Plane.Normalize(west) + (east - west));
        Reach = reachMeters;
        _segments = points.Length == 1
            ? [new Segment(points[0].X, points[0].Y, points[0].X, points[0].Y)]
            : [.. Enumerable.Range(1, points.Length - 1).SelectMany(i => Cut(points[i - 1], points[i]))];
        SmallestCell = Math.Max(reachY / 16, (North - South) / (64 * _segments.Length));
    }

    /// <summary>Radius, or half the corridor's width, metres.</summary>
    public double Reach { get; }

    public ReadOnlySpan<Segment> Segments => _segments;

    public override FencePart Whole(IndexedFence fence) => new PathPart(fence, this, [.. Enumerable.Range(0, _segments.Length)]);

    public override bool Contains(double longitude, double latitude) => ToPath(longitude, latitude) <= Reach;

    /// <summary>Exact for a circle and along a corridor's sides; in the crook of a bend a corridor's border is a little nearer.</summary>
    public override double DistanceToBorder(double longitude, double latitude) => Math.Abs(Reach - ToPath(longitude, latitude));

    public override double Inradius(double longitude, double latitude) => Reach;

    /// <summary>Metres from a point to one stretch of the path; to a circle's middle along the globe.</summary>
    public static double Distance(in Segment segment, double longitude, double latitude) =>
        segment.Ax == segment.Bx && segment.Ay == segment.By
            ? Plane.Distance(longitude, latitude, segment.Ax, segment.Ay)
            : segment.DistanceMeters(
                longitude, latitude, Plane.Cosine((latitude + ((segment.Ay + segment.By) / 2)) / 2));

    private static IEnumerable<Segment> Cut((double X, double Y) a, (double X, double Y) b)
    {
        var count = Math.Max(1, (int)Math.Ceiling(Math.Max(Math.Abs(b.X - a.X), Math.Abs(b.Y - a.Y)) / LongestStretch));
        for (var i = 0; i < count; i++)
        {
            var (t, u) = ((double)i / count, (double)(i + 1) / count);
            yield return new Segment(
                a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y)), a.X + (u * (b.X - a.X)), a.Y + (u * (b.Y - a.Y)));
        }
    }

    private double ToPath(double longitude, double latitude)
    {
        var nearest = double.PositiveInfinity;
        foreach (ref readonly var segment in _segments.AsSpan())
        {
            nearest = Math.Min(nearest, Distance(segment, longitude, latitude));
        }

        return nearest;
    }
}

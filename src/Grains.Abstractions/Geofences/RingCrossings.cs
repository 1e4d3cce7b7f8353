using System.Globalization;

namespace Fleet.Geofences;

/// <summary>
/// Finds edges of a shape that cross. Edges are swept from west to east, so that only those whose longitudes overlap are
/// compared. A ring may not even touch itself; two rings may touch in points.
/// </summary>
internal static class RingCrossings
{
    public static GeofenceShapeError? Find(List<FlatRing> rings)
    {
        var edges = new List<(FlatRing Ring, int At, double West, double East)>();
        foreach (var ring in rings)
        {
            for (var i = 0; i < ring.EdgeCount; i++)
            {
                edges.Add((ring, i, Math.Min(ring.X[i], ring.X[i + 1]), Math.Max(ring.X[i], ring.X[i + 1])));
            }
        }

        edges.Sort((a, b) => a.West.CompareTo(b.West));
        for (var i = 0; i < edges.Count; i++)
        {
            for (var j = i + 1; j < edges.Count && edges[j].West <= edges[i].East; j++)
            {
                if (Meet(edges[i].Ring, edges[i].At, edges[j].Ring, edges[j].At))
                {
                    return Error(edges[i].Ring, edges[i].At, edges[j].Ring, edges[j].At);
                }
            }
        }

        return null;
    }

    private static bool Meet(FlatRing a, int i, FlatRing b, int j)
    {
        var (ax, ay, bx, by) = (a.X[i], a.Y[i], a.X[i + 1], a.Y[i + 1]);
        var (cx, cy, dx, dy) = (b.X[j], b.Y[j], b.X[j + 1], b.Y[j + 1]);
        if (Math.Max(ay, by) < Math.Min(cy, dy) || Math.Max(cy, dy) < Math.Min(ay, by)
            || (ax == bx && ay == by) || (cx == dx && cy == dy))
        {
            return false;
        }

        var (c, d) = (Math.Sign(Turn(ax, ay, bx, by, cx, cy)), Math.Sign(Turn(ax, ay, bx, by, dx, dy)));
        var (e, f) = (Math.Sign(Turn(cx, cy, dx, dy, ax, ay)), Math.Sign(Turn(cx, cy, dx, dy, bx, by)));
        if (c * d < 0 && e * f < 0)
        {
            return true;
        }

        if (c == 0 && d == 0)
        {
            return Overlap(ax, ay, bx, by, cx, cy, dx, dy);
        }

        // They touch at most in a point: an end of one on the other.
        return a == b && !AreNeighbours(a, i, j)
            && ((c == 0 && On(ax, ay, bx, by, cx, cy)) || (d == 0 && On(ax, ay, bx, by, dx, dy))
                || (e == 0 && On(cx, cy, dx, dy, ax, ay)) || (f == 0 && On(cx, cy, dx, dy, bx, by)));
    }

    /// <summary>Edges with nothing but points of no length between them.</summary>
    private static bool AreNeighbours(FlatRing ring, int i, int j)
    {
        var (low, high) = (Math.Min(i, j), Math.Max(i, j));
        return IsOnePoint(ring, low + 1, high) || (IsOnePoint(ring, high + 1, ring.EdgeCount) && IsOnePoint(ring, 0, low));
    }

    private static bool IsOnePoint(FlatRing ring, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (ring.X[i] != ring.X[i + 1] || ring.Y[i] != ring.Y[i + 1])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Of edges on one line: whether they share more than a point.</summary>
    private static bool Overlap(double ax, double ay, double bx, double by, double cx, double cy, double dx, double dy) =>
        Math.Abs(bx - ax) >= Math.Abs(by - ay)
            ? Math.Max(Math.Min(ax, bx), Math.Min(cx, dx)) < Math.Min(Math.Max(ax, bx), Math.Max(cx, dx))
            : Math.Max(Math.Min(ay, by), Math.Min(cy, dy)) < Math.Min(Math.Max(ay, by), Math.Max(cy, dy));

    private static bool On(double ax, double ay, double bx, double by, double x, double y) =>
        x >= Math.Min(ax, bx) && x <= Math.Max(ax, bx) && y >= Math.Min(ay, by) && y <= Math.Max(ay, by);

    private static double Turn(double ax, double ay, double bx, double by, double x, double y) =>
        ((bx - ax) * (y - ay)) - ((by - ay) * (x - ax));

    private static GeofenceShapeError Error(FlatRing a, int i, FlatRing b, int j)
    {
        var same = a == b;
        var where = string.Create(CultureInfo.InvariantCulture, $"polygon {b.Polygon}, ring {b.Ring}, vertex {j}: ");
        var what = same
            ? string.Create(CultureInfo.InvariantCulture, $"the edge from here meets the one from vertex {i}")
            : string.Create(CultureInfo.InvariantCulture, $"the edge from here crosses polygon {a.Polygon}, ring {a.Ring}, vertex {i}");
        return new GeofenceShapeError(
            same ? GeofenceShapeProblem.SelfIntersection : GeofenceShapeProblem.RingsCross, b.Polygon, b.Ring, j, where + what);
    }
}

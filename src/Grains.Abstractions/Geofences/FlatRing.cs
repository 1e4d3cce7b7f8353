using System.Collections.Immutable;
using Fleet.Geography;

namespace Fleet.Geofences;

/// <summary>A ring in the plane of longitude and latitude, its longitudes made continuous and near those of its shape's first ring.</summary>
internal sealed class FlatRing
{
    private FlatRing(int polygon, int ring, double[] x, double[] y)
    {
        (Polygon, Ring, X, Y) = (polygon, ring, x, y);
        (West, East, South, North) = (x.Min(), x.Max(), y.Min(), y.Max());
    }

    public int Polygon { get; }

    public int Ring { get; }

    /// <summary>The closing point is there as well.</summary>
    public double[] X { get; }

    public double[] Y { get; }

    public double West { get; }

    public double East { get; }

    public double South { get; }

    public double North { get; }

    /// <summary>Edges of the ring as it was given; behind them may come those that close it over a pole.</summary>
    public int EdgeCount => X.Length - 1;

    /// <summary>False where all points lie on one line. A figure of eight has area; that it crosses itself is another matter.</summary>
    public bool HasArea
    {
        get
        {
            var area = 0.0;
            for (var i = 0; i < EdgeCount; i++)
            {
                area += Math.Abs(((X[i] - X[0]) * (Y[i + 1] - Y[0])) - ((X[i + 1] - X[0]) * (Y[i] - Y[0])));
            }

            return area > 1e-12 * (((East - West) * (East - West)) + ((North - South) * (North - South)));
        }
    }

    public static FlatRing Of(ImmutableArray<GeoPoint> points, int polygon, int ring, List<FlatRing> before)
    {
        var x = new List<double>(points.Length + 3);
        var y = new List<double>(points.Length + 3);
        foreach (var point in points)
        {
            x.Add(x.Count == 0 ? point.Longitude : point.Longitude - (360 * Math.Round((point.Longitude - x[^1]) / 360)));
            y.Add(point.Latitude);
        }

        if (Math.Abs(x[^1] - x[0]) > 180)
        {
            // Once around the globe: closed over the pole it holds.
            var pole = Math.CopySign(90, y.Average());
            var (first, last) = (x[0], x[^1]);
            x.AddRange([last, first, first]);
            y.AddRange([pole, pole, y[0]]);
        }

        var flat = new FlatRing(polygon, ring, [.. x], [.. y]);
        if (before.Count == 0)
        {
            return flat;
        }

        // Rings of one shape are compared at the same turn of the globe.
        var near = before.FirstOrDefault(r => r.Polygon == polygon) ?? before[0];
        var turn = 360 * Math.Round((((near.West + near.East) / 2) - ((flat.West + flat.East) / 2)) / 360);
        return turn == 0 ? flat : new FlatRing(polygon, ring, [.. x.Select(v => v + turn)], flat.Y);
    }

    public bool MayHold(FlatRing other) =>
        other.West >= West && other.East <= East && other.South >= South && other.North <= North;

    /// <summary>Whether another ring, which does not cross this one, lies within it. Its vertices may touch this border; one that does not decides.</summary>
    public bool Holds(FlatRing other)
    {
        for (var i = 0; i < other.EdgeCount; i++)
        {
            if (Side(other.X[i], other.Y[i]) is { } inside)
            {
                return inside;
            }

            if (Side((other.X[i] + other.X[i + 1]) / 2, (other.Y[i] + other.Y[i + 1]) / 2) is { } middle)
            {
                return middle;
            }
        }

        return false;
    }

    /// <returns>Null on the border.</returns>
    private bool? Side(double x, double y)
    {
        var inside = false;
        for (var i = 0; i < EdgeCount; i++)
        {
            var cross = ((X[i + 1] - X[i]) * (y - Y[i])) - ((x - X[i]) * (Y[i + 1] - Y[i]));
            if (cross == 0
                && x >= Math.Min(X[i], X[i + 1]) && x <= Math.Max(X[i], X[i + 1])
                && y >= Math.Min(Y[i], Y[i + 1]) && y <= Math.Max(Y[i], Y[i + 1]))
            {
                return null;
            }

            if ((Y[i] <= y) != (Y[i + 1] <= y) && cross > 0 == Y[i + 1] > Y[i])
            {
                inside = !inside;
            }
        }

        return inside;
    }
}

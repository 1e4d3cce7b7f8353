using System.Globalization;
using System.Text.Json;

namespace Fleet.Devices.Accuracy;

/// <summary>The road layer as it stands in its file, for the question which limits it has near a place. Shares no code with the matcher.</summary>
internal sealed class PostedRoads
{
    private const double Cell = 0.002;
    private const double MetersPerDegree = 111_195;

    private readonly Dictionary<(int, int), List<(double X0, double Y0, double X1, double Y1, double Limit)>> _cells = [];

    public PostedRoads(JsonElement collection)
    {
        foreach (var feature in collection.GetProperty("features").EnumerateArray())
        {
            var limit = double.Parse(feature.GetProperty("properties").GetProperty("maxspeed").GetString()!, CultureInfo.InvariantCulture);
            var points = feature.GetProperty("geometry").GetProperty("coordinates").EnumerateArray().Select(c => (X: c[0].GetDouble(), Y: c[1].GetDouble())).ToList();
            for (var i = 0; i + 1 < points.Count; i++)
                Note(points[i], points[i + 1], limit);
        }
    }

    /// <summary>The limits of the lines within a distance, and within an angle of a heading.</summary>
    public HashSet<double> Near(CityPoint point, double meters, double? degrees)
    {
        var limits = new HashSet<double>();
        var (cx, cy) = (Number(point.Longitude), Number(point.Latitude));
        for (var x = cx - 1; x <= cx + 1; x++)
        {
            for (var y = cy - 1; y <= cy + 1; y++)
            {
                foreach (var segment in _cells.GetValueOrDefault((x, y), []))
                {
                    if (Distance(point, segment) <= meters && (degrees is not { } most || Apart(point, segment) <= most))
                        limits.Add(segment.Limit);
                }
            }
        }

        return limits;
    }

    private static double Apart(CityPoint point, (double X0, double Y0, double X1, double Y1, double Limit) s)
    {
        var line = Math.Atan2((s.X1 - s.X0) * Cosine(point), s.Y1 - s.Y0) * 180 / Math.PI;
        return Math.Abs(Math.IEEERemainder(point.HeadingDegrees!.Value - line, 180));
    }

    private static double Distance(CityPoint point, (double X0, double Y0, double X1, double Y1, double Limit) s)
    {
        var east = Cosine(point) * MetersPerDegree;
        var (x0, y0) = ((s.X0 - point.Longitude) * east, (s.Y0 - point.Latitude) * MetersPerDegree);
        var (dx, dy) = ((s.X1 - s.X0) * east, (s.Y1 - s.Y0) * MetersPerDegree);
        var square = (dx * dx) + (dy * dy);
        var share = square > 0 ? Math.Clamp(-((x0 * dx) + (y0 * dy)) / square, 0, 1) : 0;
        return Math.Sqrt(Math.Pow(x0 + (share * dx), 2) + Math.Pow(y0 + (share * dy), 2));
    }

    private static double Cosine(CityPoint point) => Math.Cos(point.Latitude * Math.PI / 180);

    private static int Number(double degrees) => (int)Math.Floor(degrees / Cell);

    private void Note((double X, double Y) a, (double X, double Y) b, double limit)
    {
        for (var x = Number(Math.Min(a.X, b.X)); x <= Number(Math.Max(a.X, b.X)); x++)
        {
            for (var y = Number(Math.Min(a.Y, b.Y)); y <= Number(Math.Max(a.Y, b.Y)); y++)
            {
                if (!_cells.TryGetValue((x, y), out var cell))
                    _cells[(x, y)] = cell = [];
                cell.Add((a.X, a.Y, b.X, b.Y, limit));
            }
        }
    }
}

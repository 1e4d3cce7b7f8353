using System.Diagnostics.CodeAnalysis;
using Fleet.Geography;

namespace Fleet.Trips;

/// <summary>
/// A planned way, ready to be asked whether a place lies on it. Distance is measured to its segments, not to their ends, in
/// the plane that touches the earth at the place. Immutable.
/// </summary>
public sealed class PlannedPath
{
    /// <summary>Half a carriageway, half a fix's error and the map's own: what one would call "on the road", metres.</summary>
    public const double DefaultToleranceMeters = 50;

    /// <summary>Segments that share a box.</summary>
    private const int BoxSize = 32;

    private const double Degree = Math.PI / 180;

    private readonly GeoPoint[] _points;
    private readonly (double South, double West, double North, double East)[] _boxes;
    private readonly double _tolerance;

    private PlannedPath(GeoPoint[] points, double toleranceMeters)
    {
        (_points, _tolerance) = (points, toleranceMeters);
        _boxes = [.. Enumerable.Range(0, (points.Length - 2) / BoxSize + 1).Select(box =>
        {
            var own = points.AsSpan(box * BoxSize, Math.Min(BoxSize + 1, points.Length - (box * BoxSize))).ToArray();
            return (own.Min(p => p.Latitude), own.Min(p => p.Longitude), own.Max(p => p.Latitude), own.Max(p => p.Longitude));
        })];
    }

    public int Points => _points.Length;

    /// <summary>The way of a plan: its polyline, else the lines between its waypoints where it says how near is on them. Null for neither.</summary>
    public static PlannedPath? Of(TripPlan? plan)
    {
        if (plan is null)
            return null;

        if (plan.Polyline is not null)
            return TryDecode(plan.Polyline, out var points) ? new PlannedPath(points, plan.ToleranceMeters ?? DefaultToleranceMeters) : null;

        return plan is { ToleranceMeters: { } tolerance, Waypoints.Length: >= 2 }
            ? new PlannedPath([.. plan.Waypoints.Select(w => w.Location)], tolerance)
            : null;
    }

    /// <summary>Reads Google's encoded polyline of precision 5.</summary>
    /// <returns>False where it is none, has fewer than two points, or leaves the earth.</returns>
    public static bool TryDecode(string polyline, [NotNullWhen(true)] out GeoPoint[]? points)
    {
        ArgumentNullException.ThrowIfNull(polyline);
        points = null;
        var decoded = new List<GeoPoint>();
        var (latitude, longitude, at) = (0L, 0L, 0);
        while (at < polyline.Length)
        {
            if (!TryNumber(polyline, ref at, out var north) || !TryNumber(polyline, ref at, out var east))
                return false;

            (latitude, longitude) = (latitude + north, longitude + east);
            if (Math.Abs(latitude) > 90_00000 || Math.Abs(longitude) > 180_00000)
                return false;

            decoded.Add(new GeoPoint(latitude / 1e5, longitude / 1e5));
        }

        if (decoded.Count < 2)
            return false;

        points = [.. decoded];
        return true;
    }

    public bool Contains(GeoPoint place)
    {
        // Boxes are widened by the tolerance; one that is wide by longitudes crosses the antimeridian and is looked at.
        var north = _tolerance / (Degree * Geodesy.EarthRadiusMeters);
        var east = north / Math.Max(0.01, Math.Cos(place.Latitude * Degree));
        for (var box = 0; box < _boxes.Length; box++)
        {
            var bounds = _boxes[box];
            if (place.Latitude < bounds.South - north || place.Latitude > bounds.North + north
                || (bounds.East - bounds.West < 180 && (place.Longitude < bounds.West - east || place.Longitude > bounds.East + east)))
                continue;

            for (var i = box * BoxSize; i < Math.Min((box + 1) * BoxSize, _points.Length - 1); i++)
            {
                if (Distance(place, _points[i], _points[i + 1]) <= _tolerance)
                    return true;
            }
        }

        return false;
    }

    private static double Distance(GeoPoint place, GeoPoint from, GeoPoint to)
    {
        var (ax, ay) = Plane(from, place);
        var (bx, by) = Plane(to, place);
        var (dx, dy) = (bx - ax, by - ay);
        var square = (dx * dx) + (dy * dy);
        var share = square > 0 ? Math.Clamp(-((ax * dx) + (ay * dy)) / square, 0, 1) : 0;
        var (x, y) = (ax + (dx * share), ay + (dy * share));
        return Math.Sqrt((x * x) + (y * y));
    }

    private static (double East, double North) Plane(GeoPoint point, GeoPoint origin) => (
        Geodesy.TurnDegrees(origin.Longitude, point.Longitude) * Degree * Math.Cos(origin.Latitude * Degree) * Geodesy.EarthRadiusMeters,
        (point.Latitude - origin.Latitude) * Degree * Geodesy.EarthRadiusMeters);

    /// <summary>One number: five bits a character, the lowest first, the sign in the lowest bit.</summary>
    private static bool TryNumber(string text, ref int at, out long number)
    {
        number = 0;
        for (var shift = 0; at < text.Length && shift <= 30; shift += 5)
        {
            var bits = text[at++] - 63;
            if (bits is < 0 or > 63)
                return false;

            number |= (long)(bits & 31) << shift;
            if (bits < 32)
            {
                number = (number & 1) == 0 ? number >> 1 : ~(number >> 1);
                return true;
            }
        }

        return false;
    }
}

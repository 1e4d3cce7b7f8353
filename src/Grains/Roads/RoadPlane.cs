using Fleet.Geography;

namespace Fleet.Roads;

/// <summary>The plane that touches the earth at a place, in metres; exact to a centimetre within some hundred metres.</summary>
internal readonly struct RoadPlane(double latitude, double longitude)
{
    private const double Whole = 360 / RoadLimit.Unit;
    private const double MetersPerUnit = RoadLimit.Unit * Math.PI / 180 * Geodesy.EarthRadiusMeters;

    private readonly double _x = longitude / RoadLimit.Unit;
    private readonly double _y = latitude / RoadLimit.Unit;
    private readonly double _east = Math.Max(0.01, Math.Cos(latitude * Math.PI / 180)) * MetersPerUnit;

    public (double East, double North) Of(int x, int y) => (Shorter(x - _x) * _east, (y - _y) * MetersPerUnit);

    /// <summary>Metres from the place to a segment.</summary>
    /// <param name="ends">Longitude, latitude, longitude, latitude.</param>
    /// <param name="way">From its first end to its second, metres; nothing for a segment without length.</param>
    public double Distance(ReadOnlySpan<int> ends, out (double East, double North) way)
    {
        var (x0, y0) = Of(ends[0], ends[1]);
        var (x1, y1) = Of(ends[2], ends[3]);
        var (dx, dy) = way = (x1 - x0, y1 - y0);
        var square = (dx * dx) + (dy * dy);
        var share = square > 0 ? Math.Clamp(-((x0 * dx) + (y0 * dy)) / square, 0, 1) : 0;
        var (x, y) = (x0 + (dx * share), y0 + (dy * share));
        return Math.Sqrt((x * x) + (y * y));
    }

    /// <summary>The box around a circle about the place, in units.</summary>
    public (int West, int South, int East, int North) Box(double meters)
    {
        var (x, y) = (meters / _east, meters / MetersPerUnit);
        return ((int)Math.Floor(_x - x), (int)Math.Floor(_y - y), (int)Math.Ceiling(_x + x), (int)Math.Ceiling(_y + y));
    }

    /// <summary>A difference of longitudes, the shorter way round.</summary>
    public static double Shorter(double units) => Math.IEEERemainder(units, Whole);
}

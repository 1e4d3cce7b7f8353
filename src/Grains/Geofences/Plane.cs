using Fleet.Geography;

namespace Fleet.Geofences;

/// <summary>The small pieces of geodesy that fences need. Sphere of the mean radius 6,371,008.8 m (IUGG).</summary>
internal static class Plane
{
    public const double EarthRadiusMeters = 6371008.8;

    public const double MetersPerDegree = EarthRadiusMeters * Math.PI / 180;

    /// <summary>−180 ≤ x &lt; 180: both ends of the range are the same meridian.</summary>
    public static double Normalize(double longitude)
    {
        var x = longitude is >= -180 and < 180 ? longitude : longitude - (360 * Math.Floor((longitude + 180) / 360));
        return x >= 180 ? -180 : x;
    }

    public static double Cosine(double latitude) => Math.Cos(latitude * Math.PI / 180);

    /// <summary>Great-circle distance (haversine), metres.</summary>
    public static double Distance(double ax, double ay, double bx, double by)
    {
        var sinY = Math.Sin((by - ay) * Math.PI / 360);
        var sinX = Math.Sin((bx - ax) * Math.PI / 360);
        var h = (sinY * sinY) + (Math.Cos(ay * Math.PI / 180) * Math.Cos(by * Math.PI / 180) * sinX * sinX);
        return 2 * EarthRadiusMeters * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    /// <summary>A ring's vertices with longitudes made continuous, each step the shorter way round; the last is the first, but for 360° around a pole.</summary>
    public static (double X, double Y)[] Unwrap(ReadOnlySpan<GeoPoint> ring)
    {
        var points = new (double X, double Y)[ring.Length];
        for (var i = 0; i < ring.Length; i++)
        {
            var x = ring[i].Longitude;
            points[i] = (i == 0 ? x : x - (360 * Math.Round((x - points[i - 1].X) / 360, MidpointRounding.ToZero)), ring[i].Latitude);
            if (i > 0 && Math.Abs(points[i].X - points[i - 1].X) > 180)
            {
                points[i].X -= Math.CopySign(360, points[i].X - points[i - 1].X);
            }
        }

        return points;
    }
}

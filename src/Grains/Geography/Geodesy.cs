namespace Fleet.Geography;

/// <summary>Distances and directions on a sphere. Against the WGS84 ellipsoid a distance is off by at most 0.56 %.</summary>
public static class Geodesy
{
    /// <summary>Mean earth radius R1 of the IUGG (Moritz 2000, "Geodetic Reference System 1980"), metres.</summary>
    public const double EarthRadiusMeters = 6371008.8;

    private const double Degree = Math.PI / 180;

    /// <summary>Great-circle distance in metres by the haversine formula (Sinnott 1984), which stays exact for short ways.</summary>
    public static double DistanceMeters(GeoPoint from, GeoPoint to)
    {
        var sinLatitude = Math.Sin((to.Latitude - from.Latitude) * Degree / 2);
        var sinLongitude = Math.Sin((to.Longitude - from.Longitude) * Degree / 2);
        var h = (sinLatitude * sinLatitude)
            + (Math.Cos(from.Latitude * Degree) * Math.Cos(to.Latitude * Degree) * sinLongitude * sinLongitude);
        return 2 * EarthRadiusMeters * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    /// <summary>Initial course of the great circle, 0 ≤ degrees &lt; 360 clockwise from north; 0 between equal points.</summary>
    public static double BearingDegrees(GeoPoint from, GeoPoint to)
    {
        var (latitude1, latitude2) = (from.Latitude * Degree, to.Latitude * Degree);
        var longitude = (to.Longitude - from.Longitude) * Degree;
        var y = Math.Sin(longitude) * Math.Cos(latitude2);
        var x = (Math.Cos(latitude1) * Math.Sin(latitude2))
            - (Math.Sin(latitude1) * Math.Cos(latitude2) * Math.Cos(longitude));
        var degrees = Math.Atan2(y, x) / Degree;
        degrees = degrees < 0 ? degrees + 360 : degrees;
        return degrees >= 360 ? 0 : degrees;
    }

    /// <summary>The turn from one heading to another by the shorter way: −180 &lt; degrees ≤ 180, clockwise positive.</summary>
    public static double TurnDegrees(double fromHeading, double toHeading)
    {
        var turn = Math.IEEERemainder(toHeading - fromHeading, 360);
        return turn <= -180 ? turn + 360 : turn;
    }

    /// <summary>The point a share of the way along the great circle (0: from, 1: to); longitude within ±180.</summary>
    public static GeoPoint Interpolate(GeoPoint from, GeoPoint to, double share)
    {
        var angle = DistanceMeters(from, to) / EarthRadiusMeters;
        if (angle < 1e-12)
            return from;

        var a = Math.Sin((1 - share) * angle) / Math.Sin(angle);
        var b = Math.Sin(share * angle) / Math.Sin(angle);
        var (x, y, z) = (0.0, 0.0, 0.0);
        Add(from, a);
        Add(to, b);
        return new GeoPoint(Math.Atan2(z, Math.Sqrt((x * x) + (y * y))) / Degree, Math.Atan2(y, x) / Degree);

        void Add(GeoPoint point, double weight)
        {
            var flat = Math.Cos(point.Latitude * Degree) * weight;
            x += flat * Math.Cos(point.Longitude * Degree);
            y += flat * Math.Sin(point.Longitude * Degree);
            z += Math.Sin(point.Latitude * Degree) * weight;
        }
    }

    /// <summary>
    /// Where a way first comes within a radius of a place, as a share of the way; null where it does not. Computed in
    /// the plane that touches the earth at the place: exact to a metre for ways of some tens of kilometres.
    /// </summary>
    /// <param name="behind">Only from this share on.</param>
    public static double? EntersCircle(GeoPoint from, GeoPoint to, GeoPoint center, double radiusMeters, double behind = 0)
    {
        var (ax, ay) = Plane(from, center);
        var (bx, by) = Plane(to, center);
        var (dx, dy) = (bx - ax, by - ay);
        var (startX, startY) = (ax + (dx * behind), ay + (dy * behind));
        var c = (startX * startX) + (startY * startY) - (radiusMeters * radiusMeters);
        if (c <= 0)
            return behind;

        var a = (dx * dx) + (dy * dy);
        var b = (startX * dx) + (startY * dy);
        var discriminant = (b * b) - (a * c);
        if (a == 0 || discriminant < 0)
            return null;

        var share = behind + ((-b - Math.Sqrt(discriminant)) / a);
        return share >= behind && share <= 1 ? share : null;
    }

    /// <summary>Metres east and north of an origin, longitudes by the shorter way round.</summary>
    private static (double East, double North) Plane(GeoPoint point, GeoPoint origin) => (
        TurnDegrees(origin.Longitude, point.Longitude) * Degree * Math.Cos(origin.Latitude * Degree) * EarthRadiusMeters,
        (point.Latitude - origin.Latitude) * Degree * EarthRadiusMeters);
}

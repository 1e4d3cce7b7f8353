namespace Fleet.Geofences;

/// <summary>A straight edge in the plane of longitude (x) and latitude (y), degrees. Longitudes may lie beyond ±180.</summary>
internal readonly record struct Segment(double Ax, double Ay, double Bx, double By)
{
    public Segment Shifted(double longitude) => new(Ax + longitude, Ay, Bx + longitude, By);

    /// <summary>Metres from a point, in a plane where a degree of longitude has one length: that keeps the edge straight.</summary>
    /// <param name="cosine">Cosine of the latitude that the plane is true at.</param>
    public double DistanceMeters(double longitude, double latitude, double cosine)
    {
        var turn = Math.Round((((Ax + Bx) / 2) - longitude) / 360) * 360;
        var scale = Plane.MetersPerDegree * cosine;
        var (ax, ay) = ((Ax - turn - longitude) * scale, (Ay - latitude) * Plane.MetersPerDegree);
        var (dx, dy) = ((Bx - Ax) * scale, (By - Ay) * Plane.MetersPerDegree);
        var length = (dx * dx) + (dy * dy);
        var t = length > 0 ? Math.Clamp(-((ax * dx) + (ay * dy)) / length, 0, 1) : 0;
        var (x, y) = (ax + (t * dx), ay + (t * dy));
        return Math.Sqrt((x * x) + (y * y));
    }
}

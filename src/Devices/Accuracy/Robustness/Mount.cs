using Fleet.Vehicles;

namespace Fleet.Devices.Accuracy;

/// <summary>How a unit sits in its vehicle: a rotation, as the images of the three axes.</summary>
internal readonly record struct Mount(Vector3 X, Vector3 Y, Vector3 Z)
{
    /// <summary>Any rotation, each as likely: a random unit quaternion (Shoemake, Graphics Gems III, 1992).</summary>
    public static Mount Any(Random random)
    {
        var (u, v, w) = (random.NextDouble(), 2 * Math.PI * random.NextDouble(), 2 * Math.PI * random.NextDouble());
        var (r, s) = (Math.Sqrt(1 - u), Math.Sqrt(u));
        var (a, b, c, d) = (r * Math.Sin(v), r * Math.Cos(v), s * Math.Sin(w), s * Math.Cos(w));
        return new Mount(
            new Vector3(1 - (2 * ((b * b) + (c * c))), 2 * ((a * b) + (c * d)), 2 * ((a * c) - (b * d))),
            new Vector3(2 * ((a * b) - (c * d)), 1 - (2 * ((a * a) + (c * c))), 2 * ((b * c) + (a * d))),
            new Vector3(2 * ((a * c) + (b * d)), 2 * ((b * c) - (a * d)), 1 - (2 * ((a * a) + (b * b)))));
    }

    /// <summary>The 24 ways to put a box squarely onto one of its sides.</summary>
    public static IEnumerable<Mount> Square()
    {
        Vector3[] axes = [new(1, 0, 0), new(-1, 0, 0), new(0, 1, 0), new(0, -1, 0), new(0, 0, 1), new(0, 0, -1)];
        return from x in axes from y in axes where Dot(x, y) == 0 select new Mount(x, y, Cross(x, y));
    }

    /// <summary>What a unit that sits so reads instead.</summary>
    public Vector3 Turn(Vector3 a) => new(
        (X.X * a.X) + (Y.X * a.Y) + (Z.X * a.Z),
        (X.Y * a.X) + (Y.Y * a.Y) + (Z.Y * a.Z),
        (X.Z * a.X) + (Y.Z * a.Y) + (Z.Z * a.Z));

    public Position Turn(Position position) => position with
    {
        Acceleration = position.Acceleration is { } a ? Turn(a) : null,
        Gyroscope = position.Gyroscope is { } g ? Turn(g) : null,
    };

    private static double Dot(Vector3 a, Vector3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    private static Vector3 Cross(Vector3 a, Vector3 b) => new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));
}

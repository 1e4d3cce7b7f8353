using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>Turns of a sensor in its vehicle.</summary>
internal static class Rotation
{
    public static Func<Vector3, Vector3> By(double aboutX, double aboutY, double aboutZ) => a =>
    {
        var (sx, cx) = Math.SinCos(aboutX);
        var (sy, cy) = Math.SinCos(aboutY);
        var (sz, cz) = Math.SinCos(aboutZ);
        a = new Vector3(a.X, (cx * a.Y) - (sx * a.Z), (sx * a.Y) + (cx * a.Z));
        a = new Vector3((cy * a.X) + (sy * a.Z), a.Y, (cy * a.Z) - (sy * a.X));
        return new Vector3((cz * a.X) - (sz * a.Y), (sz * a.X) + (cz * a.Y), a.Z);
    };
}

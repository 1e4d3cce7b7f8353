namespace Fleet.Devices.Simulation;

/// <summary>Metres east and north of the town's middle.</summary>
internal readonly record struct MapPoint(double East, double North)
{
    public double DistanceTo(MapPoint other) => Math.Sqrt(Square(East - other.East) + Square(North - other.North));

    /// <summary>Degrees clockwise from north.</summary>
    public double HeadingTo(MapPoint other) =>
        ((Math.Atan2(other.East - East, other.North - North) * 180 / Math.PI) + 360) % 360;

    public MapPoint Towards(MapPoint other, double share) =>
        new(East + ((other.East - East) * share), North + ((other.North - North) * share));

    private static double Square(double x) => x * x;
}

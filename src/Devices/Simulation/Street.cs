namespace Fleet.Devices.Simulation;

/// <summary>One direction of a street between two crossings.</summary>
internal sealed record Street(int From, int To, MapPoint[] Shape, double LimitKmh)
{
    public double Seconds { get; } = Shape.Zip(Shape.Skip(1), (a, b) => a.DistanceTo(b)).Sum() * 3.6 / LimitKmh; // looked at for every street of the town at every choice of a way
}

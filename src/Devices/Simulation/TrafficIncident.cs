namespace Fleet.Devices.Simulation;

/// <summary>An accident before a camera: from then on a queue grows behind it, which dissolves once the road is clear.</summary>
/// <param name="Clear">When the road is free again.</param>
internal sealed record TrafficIncident(string Id, TrafficCamera Camera, string Severity, int Vehicles, DateTimeOffset Start, DateTimeOffset Clear)
{
    /// <summary>How fast the end of the queue moves away, metres a second: some 15 km/h, as shock waves in city traffic do.</summary>
    private const double GrowthMetersPerSecond = 4;
    private const double LongestMeters = 1_200;
    private const double DissolvedAfterSeconds = 120;

    /// <summary>What is left of the free speed at a place, 0.08 … 1.</summary>
    public double SpeedLeft(MapPoint at, DateTimeOffset now)
    {
        if (now < Start)
            return 1;

        var reach = Math.Min(LongestMeters, 120 + (GrowthMetersPerSecond * ((now < Clear ? now : Clear) - Start).TotalSeconds));
        var gone = Math.Clamp((now - Clear).TotalSeconds / DissolvedAfterSeconds, 0, 1);
        var distance = at.DistanceTo(Camera.At);
        return distance >= reach ? 1 : Math.Clamp(0.08 + (0.7 * distance / reach) + gone, 0.08, 1);
    }

    public bool IsOver(DateTimeOffset now) => now >= Clear.AddSeconds(DissolvedAfterSeconds);
}

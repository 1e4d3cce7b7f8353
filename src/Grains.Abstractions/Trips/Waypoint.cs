using Fleet.Geography;

namespace Fleet.Trips;

[GenerateSerializer, Immutable, Alias("Fleet.Waypoint")]
public sealed record Waypoint
{
    [Id(0)] public required GeoPoint Location { get; init; }

    [Id(1)] public string? Name { get; init; }

    /// <summary>How near counts as reached, metres.</summary>
    [Id(2)] public double RadiusMeters { get; init; } = 50;
}

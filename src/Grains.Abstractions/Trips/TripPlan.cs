using System.Collections.Immutable;

namespace Fleet.Trips;

/// <summary>What a trip is meant to be. Distance and duration are the planner's, not ours.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.TripPlan")]
public sealed record TripPlan
{
    [Id(0)] public required string VehicleId { get; init; }

    [Id(1)] public string? DriverId { get; init; }

    [Id(2)] public double? DistanceKm { get; init; }

    [Id(3)] public double? EstimatedDurationMinutes { get; init; }

    [Id(4)] public ImmutableArray<Waypoint> Waypoints { get; init; } = [];

    /// <summary>The planned way as an encoded polyline (Google's format, precision 5); null where none was given.</summary>
    [Id(5)] public string? Polyline { get; init; }

    /// <summary>How far from the planned way is still on it, metres; null takes 50 of a polyline, and says that waypoints are none.</summary>
    [Id(6)] public double? ToleranceMeters { get; init; }
}

using System.Collections.Immutable;

namespace Fleet.Vehicles;

/// <summary>A vehicle's live state at one moment.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.VehicleSnapshot")]
public sealed record VehicleSnapshot
{
    [Id(0)] public required string OrganizationId { get; init; }

    [Id(1)] public required string VehicleId { get; init; }

    [Id(2)] public required VehicleDetails Details { get; init; }

    [Id(3)] public required VehicleStatus Status { get; init; }

    [Id(4)] public Position? LastPosition { get; init; }

    [Id(5)] public string? TripId { get; init; }

    [Id(6)] public string? DriverId { get; init; }

    /// <summary>Distance covered since the vehicle is known here, km.</summary>
    [Id(7)] public double DistanceKm { get; init; }

    [Id(8)] public double? FuelLevel { get; init; }

    [Id(9)] public bool? EngineRunning { get; init; }

    [Id(10)] public ImmutableArray<GeofencePresence> Geofences { get; init; } = [];

    /// <summary>Safety score of the current driver, 0 … 100.</summary>
    [Id(11)] public double? SafetyScore { get; init; }

    [Id(12)] public VehicleCounters Counters { get; init; }

    /// <summary>False where the vehicle was neither registered nor ever heard of.</summary>
    [Id(13)] public bool Exists { get; init; }
}

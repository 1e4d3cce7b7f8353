using System.Collections.Immutable;

namespace Fleet.Drivers;

/// <summary>A driver at one moment. Session means the trip under way.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.DriverSnapshot")]
public sealed record DriverSnapshot
{
    [Id(0)] public required string OrganizationId { get; init; }

    [Id(1)] public required string DriverId { get; init; }

    [Id(2)] public required DriverDetails Details { get; init; }

    /// <summary>0 … 100; docs/driver-score.md has the formula.</summary>
    [Id(3)] public double SafetyScore { get; init; } = 100;

    /// <summary>Score now less the score at the start of the session.</summary>
    [Id(4)] public double ScoreChange { get; init; }

    [Id(5)] public string? TripId { get; init; }

    [Id(6)] public string? VehicleId { get; init; }

    /// <summary>Events of the session by type.</summary>
    [Id(7)] public ImmutableDictionary<string, int> SessionEvents { get; init; } = ImmutableDictionary<string, int>.Empty;

    [Id(8)] public double DistanceKm { get; init; }

    [Id(9)] public double DrivingSeconds { get; init; }

    [Id(10)] public double SpeedingSeconds { get; init; }

    /// <summary>Idle share of the session's engine time, percent.</summary>
    [Id(11)] public double IdleTimePercent { get; init; }

    /// <summary>What would lift the score most, heaviest first: smooth_braking, acceleration_control, cornering_control, speed_compliance, phone_distraction.</summary>
    [Id(12)] public ImmutableArray<string> ImprovementAreas { get; init; } = [];

    /// <summary>False where the driver was neither registered nor ever heard of.</summary>
    [Id(13)] public bool Exists { get; init; }

    /// <summary>Of the session, L/100 km; null where the vehicle's tank or its level is not known, or it has not been measured yet.</summary>
    [Id(14)] public double? FuelEconomy { get; init; }

    /// <summary>Share of the session's way that lay on the planned one, 0 … 1; null without a planned way.</summary>
    [Id(15)] public double? RouteAdherence { get; init; }
}

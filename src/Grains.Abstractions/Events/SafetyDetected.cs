using System.Collections.Immutable;
using Fleet.Geography;
using Fleet.Safety;

namespace Fleet.Events;

/// <summary>A safety event: found by a detector or said by a device.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.SafetyDetected")]
public sealed record SafetyDetected : FleetEvent
{
    /// <summary>harsh_braking, harsh_acceleration, harsh_cornering, speeding, idling, low_fuel, panic_button, crash_detection, phone_usage, …</summary>
    [Id(0)] public required string Type { get; init; }

    [Id(1)] public required Severity Severity { get; init; }

    /// <summary>Numbers by the names of S0's details, for example deceleration, duration_seconds, speed_before, speed_after.</summary>
    [Id(2)] public ImmutableDictionary<string, double> Details { get; init; } = ImmutableDictionary<string, double>.Empty;

    [Id(3)] public GeoPoint? Location { get; init; }

    [Id(4)] public required RiskAssessment Risk { get; init; }

    [Id(5)] public double SpeedKmh { get; init; }

    /// <summary>What a person said of it; null for what a device or detector found.</summary>
    [Id(6)] public string? Message { get; init; }

    public override GeoPoint? Where => Location;
}

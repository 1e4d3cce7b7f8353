namespace Fleet.Safety;

/// <summary>An organization's thresholds. The defaults and where they come from: docs/detection.md.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.SafetyThresholds")]
public sealed record SafetyThresholds
{
    [Id(0)] public HarshThreshold HarshAcceleration { get; init; } = new();

    [Id(1)] public HarshThreshold HarshBraking { get; init; } = new();

    [Id(2)] public HarshThreshold HarshCornering { get; init; } = new();

    [Id(3)] public double SpeedingOverLimitKmh { get; init; } = 15;

    [Id(4)] public double SpeedingSeconds { get; init; } = 30;

    /// <summary>Standing with the engine on for this long is idling, seconds.</summary>
    [Id(5)] public double IdlingSeconds { get; init; } = 300;

    /// <summary>Share of the tank under which fuel is low, 0 … 1.</summary>
    [Id(6)] public double LowFuelLevel { get; init; } = 0.15;
}

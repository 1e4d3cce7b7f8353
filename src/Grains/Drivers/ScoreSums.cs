using System.Collections.Immutable;

namespace Fleet.Drivers;

/// <summary>Faded sums under a driver's score (docs/driver-score.md).</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ScoreSums")]
public sealed record ScoreSums
{
    [Id(0)] public double DistanceKm { get; init; }

    [Id(1)] public double DrivingSeconds { get; init; }

    [Id(2)] public double SpeedingSeconds { get; init; }

    /// <summary>Weighted events by type.</summary>
    [Id(3)] public ImmutableDictionary<string, double> Weights { get; init; } = ImmutableDictionary<string, double>.Empty;
}

namespace Fleet.Drivers;

/// <summary>What a driver drove since the last measure: exact sums, not faded.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.DrivenSums")]
public sealed record DrivenSums
{
    [Id(0)] public double DistanceKm { get; init; }

    [Id(1)] public double DrivingSeconds { get; init; }

    [Id(2)] public double SpeedingSeconds { get; init; }
}

namespace Fleet.Trips;

/// <summary>The driver as a trip_started names him.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.TripDriver")]
public sealed record TripDriver
{
    [Id(0)] public string? Name { get; init; }

    [Id(1)] public string? LicenseNumber { get; init; }

    [Id(2)] public double SafetyScore { get; init; }
}

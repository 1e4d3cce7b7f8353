using System.Collections.Immutable;

namespace Fleet.Traffic;

/// <summary>A way around a zone.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AlternativeRoute")]
public sealed record AlternativeRoute
{
    [Id(0)] public required string Route { get; init; }

    [Id(1)] public required double LengthKm { get; init; }

    [Id(2)] public required double FreeFlowKmh { get; init; }

    /// <summary>Cameras along it; without a fresh measure of one nothing is said of it.</summary>
    [Id(3)] public ImmutableArray<string> CameraIds { get; init; } = [];
}

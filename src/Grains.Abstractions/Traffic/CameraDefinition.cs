using Fleet.Geography;

namespace Fleet.Traffic;

[GenerateSerializer, Immutable, Alias("Fleet.CameraDefinition")]
public sealed record CameraDefinition
{
    [Id(0)] public required string CameraId { get; init; }

    [Id(1)] public required GeoPoint Location { get; init; }

    [Id(2)] public string? Name { get; init; }

    /// <summary>The road in view.</summary>
    [Id(3)] public string? Road { get; init; }

    /// <summary>Of that road; null for its zone's, or the configured one.</summary>
    [Id(4)] public double? FreeFlowKmh { get; init; }
}

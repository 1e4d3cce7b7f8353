namespace Fleet.Traffic;

/// <summary>What a zone has to know of one measure.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.CameraFlow")]
public sealed record CameraFlow
{
    [Id(0)] public required string CameraId { get; init; }

    [Id(1)] public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Vehicles a minute.</summary>
    [Id(2)] public required double VehiclesPerMinute { get; init; }

    [Id(3)] public double? SpeedKmh { get; init; }

    [Id(4)] public double? Occupancy { get; init; }

    [Id(5)] public string? Road { get; init; }

    [Id(6)] public double? FreeFlowKmh { get; init; }
}

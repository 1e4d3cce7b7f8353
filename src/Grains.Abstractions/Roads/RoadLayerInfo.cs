namespace Fleet.Roads;

/// <summary>A layer without its roads.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.RoadLayerInfo")]
public sealed record RoadLayerInfo
{
    [Id(0)] public required string LayerId { get; init; }

    [Id(1)] public required long Version { get; init; }

    [Id(2)] public required int Roads { get; init; }

    /// <summary>Points of all its lines.</summary>
    [Id(3)] public required int Points { get; init; }

    [Id(4)] public required DateTimeOffset UpdatedAt { get; init; }
}

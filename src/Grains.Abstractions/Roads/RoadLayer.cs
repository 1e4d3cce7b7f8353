using System.Collections.Immutable;

namespace Fleet.Roads;

/// <summary>The roads of one upload.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.RoadLayer")]
public sealed record RoadLayer
{
    [Id(0)] public required string LayerId { get; init; }

    /// <summary>The catalogue's version that brought it.</summary>
    [Id(1)] public required long Version { get; init; }

    [Id(2)] public required ImmutableArray<RoadLimit> Roads { get; init; }
}

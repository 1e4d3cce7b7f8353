using System.Collections.Immutable;

namespace Fleet.Roads;

/// <summary>Which layers an organization has; each change makes a new version.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.RoadCatalog")]
public sealed record RoadCatalog
{
    [Id(0)] public long Version { get; init; }

    /// <summary>In the order of their ids.</summary>
    [Id(1)] public ImmutableArray<RoadLayerInfo> Layers { get; init; } = [];
}

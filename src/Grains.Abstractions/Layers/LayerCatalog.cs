using System.Collections.Immutable;

namespace Fleet.Layers;

/// <summary>Which layers of one kind (roads, places) an organization has; each change makes a new version.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.RoadCatalog")]
public sealed record LayerCatalog
{
    [Id(0)] public long Version { get; init; }

    /// <summary>In the order of their ids.</summary>
    [Id(1)] public ImmutableArray<LayerInfo> Layers { get; init; } = [];
}

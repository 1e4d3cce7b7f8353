namespace Fleet.Layers;

/// <summary>Only the list: the features are their layers' own.</summary>
[GenerateSerializer, Alias("Fleet.RoadCatalogState")]
public sealed class LayerCatalogState
{
    [Id(0)] public LayerCatalog Catalog { get; set; } = new();
}

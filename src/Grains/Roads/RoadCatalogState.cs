namespace Fleet.Roads;

/// <summary>Only the list: the roads are their layers' own.</summary>
[GenerateSerializer, Alias("Fleet.RoadCatalogState")]
public sealed class RoadCatalogState
{
    [Id(0)] public RoadCatalog Catalog { get; set; } = new();
}

namespace Fleet.Roads;

/// <summary>The roads of one layer; key <c>organization/layer</c>. Changed by its catalogue only.</summary>
[Alias("Fleet.IRoadLayerGrain")]
public interface IRoadLayerGrain : IGrainWithStringKey
{
    [Alias("Put")]
    Task Put(RoadLayer layer);

    [Alias("Remove")]
    Task Remove();

    /// <summary>Null where there is none.</summary>
    [Alias("Get")]
    Task<RoadLayer?> Get();
}

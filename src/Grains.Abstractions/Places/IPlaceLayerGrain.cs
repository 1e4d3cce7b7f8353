namespace Fleet.Places;

/// <summary>The places of one layer; key <c>organization/layer</c>. Changed by its catalogue only.</summary>
[Alias("Fleet.IPlaceLayerGrain")]
public interface IPlaceLayerGrain : IGrainWithStringKey
{
    [Alias("Put")]
    Task Put(PlaceLayer layer);

    [Alias("Remove")]
    Task Remove();

    /// <summary>Null where there is none.</summary>
    [Alias("Get")]
    Task<PlaceLayer?> Get();
}

using System.Collections.Immutable;
using Fleet.Layers;
using Fleet.Organizations;

namespace Fleet.Roads;

/// <summary>
/// The road layers of one organization; key <see cref="GrainKey.ForOrganization"/>. Silos hold an index of the roads each
/// and are told of changes.
/// </summary>
[Alias("Fleet.IRoadCatalogGrain")]
public interface IRoadCatalogGrain : IGrainWithStringKey
{
    /// <summary>Makes or replaces a layer. Waits until the silos that watch have it, at most a second.</summary>
    [Alias("Put")]
    Task<LayerPut> Put(string layerId, ImmutableArray<RoadLimit> roads);

    /// <returns>False where there is no such layer.</returns>
    [Alias("Remove")]
    Task<bool> Remove(string layerId);

    [Alias("Get")]
    Task<LayerCatalog> Get();

    /// <summary>The same; renews the observer's watch (it lapses after five minutes).</summary>
    [Alias("Watch")]
    Task<LayerCatalog> Watch(IOrganizationObserver observer);
}

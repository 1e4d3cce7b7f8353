using System.Collections.Immutable;
using Fleet.Layers;
using Fleet.Organizations;

namespace Fleet.Places;

/// <summary>
/// The place layers of one organization; key <see cref="GrainKey.ForOrganization"/>. Silos hold an index of the places each
/// and are told of changes.
/// </summary>
[Alias("Fleet.IPlaceCatalogGrain")]
public interface IPlaceCatalogGrain : IGrainWithStringKey
{
    /// <summary>Makes or replaces a layer. Waits until the silos that watch have it, at most a second.</summary>
    [Alias("Put")]
    Task<LayerPut> Put(string layerId, ImmutableArray<Place> places);

    /// <returns>False where there is no such layer.</returns>
    [Alias("Remove")]
    Task<bool> Remove(string layerId);

    [Alias("Get")]
    Task<LayerCatalog> Get();

    /// <summary>The same; renews the observer's watch (it lapses after five minutes).</summary>
    [Alias("Watch")]
    Task<LayerCatalog> Watch(IOrganizationObserver observer);
}

using System.Collections.Immutable;
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
    Task<RoadPut> Put(string layerId, ImmutableArray<RoadLimit> roads);

    /// <returns>False where there is no such layer.</returns>
    [Alias("Remove")]
    Task<bool> Remove(string layerId);

    [Alias("Get")]
    Task<RoadCatalog> Get();

    /// <summary>The same; renews the observer's watch (it lapses after five minutes).</summary>
    [Alias("Watch")]
    Task<RoadCatalog> Watch(IOrganizationObserver observer);
}

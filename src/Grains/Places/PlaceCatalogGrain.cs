using System.Collections.Immutable;
using Fleet.Layers;
using Fleet.Organizations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Places;

/// <summary>The list of an organization's place layers.</summary>
public sealed class PlaceCatalogGrain(
    [PersistentState("place-catalog", "fleet")] IPersistentState<LayerCatalogState> state,
    IOptions<PlaceLayerLimits> limits,
    TimeProvider time,
    ILogger<PlaceCatalogGrain> log) : LayerCatalogGrain<Place>("Place", state, limits.Value, time, log), IPlaceCatalogGrain
{
    protected override int PointsOf(Place feature) => feature.PointCount;

    protected override Task Store(string key, string layerId, long version, ImmutableArray<Place> features) =>
        GrainFactory.GetGrain<IPlaceLayerGrain>(key).Put(new PlaceLayer { LayerId = layerId, Version = version, Places = features });

    protected override Task Forget(string key) => GrainFactory.GetGrain<IPlaceLayerGrain>(key).Remove();

    protected override Task Tell(IOrganizationObserver observer, string organizationId, LayerCatalog catalog) =>
        observer.PlacesChanged(organizationId, catalog);
}

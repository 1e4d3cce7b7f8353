using System.Collections.Immutable;
using Fleet.Layers;
using Fleet.Organizations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Roads;

/// <summary>The list of an organization's road layers.</summary>
public sealed class RoadCatalogGrain(
    [PersistentState("road-catalog", "fleet")] IPersistentState<LayerCatalogState> state,
    IOptions<RoadLayerLimits> limits,
    TimeProvider time,
    ILogger<RoadCatalogGrain> log) : LayerCatalogGrain<RoadLimit>("Road", state, limits.Value, time, log), IRoadCatalogGrain
{
    protected override int PointsOf(RoadLimit feature) => feature.Lines.Sum(line => line.Length / 2);

    protected override Task Store(string key, string layerId, long version, ImmutableArray<RoadLimit> features) =>
        GrainFactory.GetGrain<IRoadLayerGrain>(key).Put(new RoadLayer { LayerId = layerId, Version = version, Roads = features });

    protected override Task Forget(string key) => GrainFactory.GetGrain<IRoadLayerGrain>(key).Remove();

    protected override Task Tell(IOrganizationObserver observer, string organizationId, LayerCatalog catalog) =>
        observer.RoadsChanged(organizationId, catalog);
}

using System.Collections.Immutable;
using Fleet.Organizations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Roads;

/// <summary>
/// Keeps the list of an organization's layers and tells the silos that watch. A layer's roads are written before the list
/// names their version, and deleted after the list has forgotten them: a reader of the list always finds what it names.
/// </summary>
public sealed partial class RoadCatalogGrain(
    [PersistentState("road-catalog", "fleet")] IPersistentState<RoadCatalogState> state,
    IOptions<RoadLayerLimits> limits,
    TimeProvider time,
    ILogger<RoadCatalogGrain> log) : Grain, IRoadCatalogGrain
{
    private readonly SiloWatch _watch = new(time, log);

    private RoadCatalog Catalog => state.State.Catalog;

    private string OrganizationId => this.GetPrimaryKeyString()[GrainKey.ForOrganization("").Length..];

    public async Task<RoadPut> Put(string layerId, ImmutableArray<RoadLimit> roads)
    {
        ArgumentException.ThrowIfNullOrEmpty(layerId);
        var others = Catalog.Layers.RemoveAll(l => l.LayerId == layerId);
        var points = roads.Sum(road => road.Lines.Sum(line => line.Length / 2));
        if (others.Length >= limits.Value.MaxLayers)
            return new RoadPut(null, "layers");

        if (others.Sum(l => (long)l.Points) + points > limits.Value.MaxPoints)
            return new RoadPut(null, "points");

        var version = Catalog.Version + 1;
        await Layer(layerId).Put(new RoadLayer { LayerId = layerId, Version = version, Roads = roads });
        var info = new RoadLayerInfo
        {
            LayerId = layerId,
            Version = version,
            Roads = roads.Length,
            Points = points,
            UpdatedAt = time.GetUtcNow(),
        };
        await Change(version, [.. others.Add(info).OrderBy(l => l.LayerId, StringComparer.Ordinal)]);
        LayerTaken(log, layerId, OrganizationId, info.Roads, points, version);
        return new RoadPut(info, null);
    }

    public async Task<bool> Remove(string layerId)
    {
        var others = Catalog.Layers.RemoveAll(l => l.LayerId == layerId);
        if (others.Length == Catalog.Layers.Length)
            return false;

        await Change(Catalog.Version + 1, others);
        await Layer(layerId).Remove();
        LayerRemoved(log, layerId, OrganizationId);
        return true;
    }

    public Task<RoadCatalog> Get() => Task.FromResult(Catalog);

    public Task<RoadCatalog> Watch(IOrganizationObserver observer)
    {
        _watch.Renew(observer);
        return Task.FromResult(Catalog);
    }

    private async Task Change(long version, ImmutableArray<RoadLayerInfo> layers)
    {
        var catalog = new RoadCatalog { Version = version, Layers = layers };
        var before = Catalog;
        state.State.Catalog = catalog;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is not written is not so; whether it was, nobody can know: the next activation reads it.
            state.State.Catalog = before;
            DeactivateOnIdle();
            throw;
        }

        var organizationId = OrganizationId;
        await _watch.Tell(observer => observer.RoadsChanged(organizationId, catalog));
    }

    private IRoadLayerGrain Layer(string layerId) => GrainFactory.GetGrain<IRoadLayerGrain>(GrainKey.For(OrganizationId, layerId));
}

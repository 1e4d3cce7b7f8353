using System.Collections.Immutable;
using Fleet.Organizations;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Fleet.Layers;

/// <summary>
/// Keeps the list of an organization's layers of one kind and tells the silos that watch. A layer's features are written
/// before the list names their version, and deleted after the list has forgotten them: a reader of the list always finds
/// what it names.
/// </summary>
/// <typeparam name="TFeature">What a layer is made of: roads, places.</typeparam>
public abstract class LayerCatalogGrain<TFeature>(
    string kind, IPersistentState<LayerCatalogState> state, LayerLimits limits, TimeProvider time, ILogger log) : Grain
{
    private readonly SiloWatch _watch = new(time, log);

    private LayerCatalog Catalog => state.State.Catalog;

    private string OrganizationId => this.GetPrimaryKeyString()[GrainKey.ForOrganization("").Length..];

    public async Task<LayerPut> Put(string layerId, ImmutableArray<TFeature> features)
    {
        ArgumentException.ThrowIfNullOrEmpty(layerId);
        var others = Catalog.Layers.RemoveAll(l => l.LayerId == layerId);
        var points = features.Sum(PointsOf);
        if (others.Length >= limits.MaxLayers)
            return new LayerPut(null, "layers");

        if (others.Sum(l => (long)l.Points) + points > limits.MaxPoints)
            return new LayerPut(null, "points");

        var version = Catalog.Version + 1;
        await Store(GrainKey.For(OrganizationId, layerId), layerId, version, features);
        var info = new LayerInfo
        {
            LayerId = layerId,
            Version = version,
            Features = features.Length,
            Points = points,
            UpdatedAt = time.GetUtcNow(),
        };
        await Change(version, [.. others.Add(info).OrderBy(l => l.LayerId, StringComparer.Ordinal)]);
        LayerLog.Taken(log, kind, layerId, OrganizationId, info.Features, points, version);
        return new LayerPut(info, null);
    }

    public async Task<bool> Remove(string layerId)
    {
        var others = Catalog.Layers.RemoveAll(l => l.LayerId == layerId);
        if (others.Length == Catalog.Layers.Length)
            return false;

        await Change(Catalog.Version + 1, others);
        await Forget(GrainKey.For(OrganizationId, layerId));
        LayerLog.Removed(log, kind, layerId, OrganizationId);
        return true;
    }

    public Task<LayerCatalog> Get() => Task.FromResult(Catalog);

    public Task<LayerCatalog> Watch(IOrganizationObserver observer)
    {
        _watch.Renew(observer);
        return Task.FromResult(Catalog);
    }

    /// <summary>Counted against <see cref="LayerLimits.MaxPoints"/>.</summary>
    protected abstract int PointsOf(TFeature feature);

    /// <param name="key">Of the layer's own grain.</param>
    protected abstract Task Store(string key, string layerId, long version, ImmutableArray<TFeature> features);

    protected abstract Task Forget(string key);

    /// <summary>Completes when the silo has read what is new.</summary>
    protected abstract Task Tell(IOrganizationObserver observer, string organizationId, LayerCatalog catalog);

    private async Task Change(long version, ImmutableArray<LayerInfo> layers)
    {
        var catalog = new LayerCatalog { Version = version, Layers = layers };
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
        await _watch.Tell(observer => Tell(observer, organizationId, catalog));
    }
}

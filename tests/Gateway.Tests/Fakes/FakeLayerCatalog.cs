using System.Collections.Immutable;
using Fleet.Layers;
using Fleet.Organizations;
using Fleet.Places;
using Fleet.Roads;

namespace Fleet.Gateway.Fakes;

/// <param name="pointsOf">Points of a feature.</param>
/// <param name="keep">Puts a layer's features, under its id and version.</param>
public abstract class FakeLayerCatalog<TFeature>(Func<TFeature, int> pointsOf, Func<string, long, ImmutableArray<TFeature>, Task> keep)
{
    public const int MaxPoints = 1_000;

    private LayerCatalog _catalog = new();

    public async Task<LayerPut> Put(string layerId, ImmutableArray<TFeature> features)
    {
        var points = features.Sum(pointsOf);
        if (points > MaxPoints)
            return new LayerPut(null, "points");

        var version = _catalog.Version + 1;
        await keep(layerId, version, features);
        var info = new LayerInfo { LayerId = layerId, Version = version, Features = features.Length, Points = points, UpdatedAt = DateTimeOffset.UnixEpoch };
        _catalog = new LayerCatalog { Version = version, Layers = _catalog.Layers.RemoveAll(l => l.LayerId == layerId).Add(info) };
        return new LayerPut(info, null);
    }

    public Task<bool> Remove(string layerId)
    {
        var left = _catalog.Layers.RemoveAll(l => l.LayerId == layerId);
        var removed = left.Length < _catalog.Layers.Length;
        _catalog = _catalog with { Layers = left };
        return Task.FromResult(removed);
    }

    public Task<LayerCatalog> Get() => Task.FromResult(_catalog);

    public Task<LayerCatalog> Watch(IOrganizationObserver observer) => throw new NotSupportedException();
}

public abstract class FakeLayer<TLayer>
    where TLayer : class
{
    private TLayer? _layer;

    public Task Put(TLayer layer)
    {
        _layer = layer;
        return Task.CompletedTask;
    }

    public Task Remove()
    {
        _layer = null;
        return Task.CompletedTask;
    }

    public Task<TLayer?> Get() => Task.FromResult(_layer);
}

public sealed class FakeRoadCatalogGrain(string key, FakeGrains grains) : FakeLayerCatalog<RoadLimit>(
    road => road.Lines.Sum(l => l.Length / 2),
    (id, version, roads) => grains.Get<IRoadLayerGrain>(GrainKey.For(key["org/".Length..], id)).Put(new RoadLayer { LayerId = id, Version = version, Roads = roads })),
    IRoadCatalogGrain;

public sealed class FakeRoadLayerGrain : FakeLayer<RoadLayer>, IRoadLayerGrain;

public sealed class FakePlaceCatalogGrain(string key, FakeGrains grains) : FakeLayerCatalog<Place>(
    place => place.PointCount,
    (id, version, places) => grains.Get<IPlaceLayerGrain>(GrainKey.For(key["org/".Length..], id)).Put(new PlaceLayer { LayerId = id, Version = version, Places = places })),
    IPlaceCatalogGrain;

public sealed class FakePlaceLayerGrain : FakeLayer<PlaceLayer>, IPlaceLayerGrain;

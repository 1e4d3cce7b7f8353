using System.Collections.Immutable;
using Fleet.Layers;
using Fleet.Organizations;
using Fleet.Places;

namespace Fleet.Gateway.Fakes;

public sealed class FakePlaceCatalogGrain(string key, FakeGrains grains) : IPlaceCatalogGrain
{
    private LayerCatalog _catalog = new();

    public const int MaxPoints = 1_000;

    private string Organization => key["org/".Length..];

    public async Task<LayerPut> Put(string layerId, ImmutableArray<Place> places)
    {
        var points = places.Sum(p => p.PointCount);
        if (points > MaxPoints)
            return new LayerPut(null, "points");

        var version = _catalog.Version + 1;
        await grains.Get<IPlaceLayerGrain>(GrainKey.For(Organization, layerId)).Put(new PlaceLayer { LayerId = layerId, Version = version, Places = places });
        var info = new LayerInfo { LayerId = layerId, Version = version, Features = places.Length, Points = points, UpdatedAt = DateTimeOffset.UnixEpoch };
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

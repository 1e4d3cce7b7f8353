using Fleet.Places;

namespace Fleet.Gateway.Fakes;

public sealed class FakePlaceLayerGrain : IPlaceLayerGrain
{
    private PlaceLayer? _layer;

    public Task Put(PlaceLayer layer)
    {
        _layer = layer;
        return Task.CompletedTask;
    }

    public Task Remove()
    {
        _layer = null;
        return Task.CompletedTask;
    }

    public Task<PlaceLayer?> Get() => Task.FromResult(_layer);
}

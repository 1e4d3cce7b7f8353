using Fleet.Roads;

namespace Fleet.Gateway.Fakes;

public sealed class FakeRoadLayerGrain : IRoadLayerGrain
{
    private RoadLayer? _layer;

    public Task Put(RoadLayer layer)
    {
        _layer = layer;
        return Task.CompletedTask;
    }

    public Task Remove()
    {
        _layer = null;
        return Task.CompletedTask;
    }

    public Task<RoadLayer?> Get() => Task.FromResult(_layer);
}

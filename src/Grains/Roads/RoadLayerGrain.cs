using Orleans.Runtime;

namespace Fleet.Roads;

/// <summary>Keeps the roads of one layer. It is read once by each silo and then needs no memory here.</summary>
public sealed class RoadLayerGrain(
    [PersistentState("road-layer", "fleet")] IPersistentState<RoadLayerState> state) : Grain, IRoadLayerGrain
{
    public Task Put(RoadLayer layer)
    {
        state.State.Layer = layer;
        return state.WriteStateAsync();
    }

    public Task Remove()
    {
        DeactivateOnIdle();
        return state.ClearStateAsync();
    }

    public Task<RoadLayer?> Get()
    {
        if (state.State.Layer is null)
        {
            DeactivateOnIdle();
        }

        return Task.FromResult(state.State.Layer);
    }
}

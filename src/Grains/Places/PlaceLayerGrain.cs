using Orleans.Runtime;

namespace Fleet.Places;

/// <summary>Keeps the places of one layer. It is read once by each silo and then needs no memory here.</summary>
public sealed class PlaceLayerGrain(
    [PersistentState("place-layer", "fleet")] IPersistentState<PlaceLayerState> state) : Grain, IPlaceLayerGrain
{
    public Task Put(PlaceLayer layer)
    {
        state.State.Layer = layer;
        return state.WriteStateAsync();
    }

    public Task Remove()
    {
        DeactivateOnIdle();
        return state.ClearStateAsync();
    }

    public Task<PlaceLayer?> Get()
    {
        if (state.State.Layer is null)
        {
            DeactivateOnIdle();
        }

        return Task.FromResult(state.State.Layer);
    }
}

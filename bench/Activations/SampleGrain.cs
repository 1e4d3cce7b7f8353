using Orleans.Runtime;

namespace Fleet.Bench.Activations;

public sealed class SampleGrain([PersistentState("sample")] IPersistentState<SampleState> state, TimeProvider time) : Grain, ISampleGrain
{
    public async Task<int> Touch(int amount, bool write)
    {
        state.State.Total += amount;
        state.State.TouchedAt = time.GetTimestamp();
        if (write) await state.WriteStateAsync();
        return state.State.Total;
    }

    public async Task Relay(string other, int times)
    {
        var target = GrainFactory.GetGrain<ISampleGrain>(other);
        for (var i = 0; i < times; i++) await target.Touch(1, false);
    }
}

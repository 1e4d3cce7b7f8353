using Orleans.Runtime;

namespace Fleet.Organizations;

/// <summary>Answers whether a secret is a key. A guess that is none leaves nothing behind.</summary>
public sealed class ApiKeyGrain(
    [PersistentState("api-key", "fleet")] IPersistentState<ApiKeyState> state) : Grain, IApiKeyGrain
{
    public Task<ApiKeyRecord?> Get()
    {
        if (state.State.Record is null)
        {
            DeactivateOnIdle();
        }

        return Task.FromResult(state.State.Record);
    }

    public Task Put(ApiKeyRecord record)
    {
        state.State.Record = record;
        return state.WriteStateAsync();
    }
}

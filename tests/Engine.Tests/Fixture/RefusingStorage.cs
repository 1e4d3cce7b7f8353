using Orleans.Runtime;
using Orleans.Storage;

namespace Fleet.Engine.Fixture;

/// <summary>A storage of our own, registered as any is; it reads nothing and refuses every write.</summary>
public sealed class RefusingStorage : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = $"{stateName}|{grainId.Key}";
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException("This storage refuses.");

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new InconsistentStateException("Somebody else was faster.", "theirs", grainState.ETag);
}

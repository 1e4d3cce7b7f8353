using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Fleet.Storage;
using Orleans.Runtime;
using Orleans.Storage;

namespace Fleet.Durability;

/// <summary>Grain states as the database keeps them, as JSON with ETags, in memory and longer than a host.</summary>
public sealed class KeptStates : IGrainStorage
{
    private readonly ConcurrentDictionary<(string, GrainId), (string ETag, byte[] Json)> _states = new();
    private int _version;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var found = _states.TryGetValue((stateName, grainId), out var kept);
        grainState.State = found ? JsonSerializer.Deserialize<T>(kept.Json, FleetJson.Options)! : Activator.CreateInstance<T>();
        (grainState.ETag, grainState.RecordExists) = (found ? kept.ETag : null, found);
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var there = _states.TryGetValue((stateName, grainId), out var kept) ? kept.ETag : null;
        if (there != grainState.ETag)
            throw new InconsistentStateException("Written by another activation.", there, grainState.ETag);

        grainState.ETag = Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
        _states[(stateName, grainId)] = (grainState.ETag, JsonSerializer.SerializeToUtf8Bytes(grainState.State, FleetJson.Options));
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        _states.TryRemove((stateName, grainId), out _);
        (grainState.ETag, grainState.RecordExists) = (null, false);
        return Task.CompletedTask;
    }
}

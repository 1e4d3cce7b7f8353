using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Runtime;
using Orleans.Storage;

namespace Fleet.Storage;

/// <summary>
/// Grain state of a process without a database: the very JSON that PostgreSQL would hold, with ETags, until the process
/// ends. The engines' own memory storages differ in what they can read back; this one is the same on both.
/// </summary>
/// <remarks>Throws <see cref="InconsistentStateException"/> to the grain whose ETag is not the stored one. Safe for concurrent use.</remarks>
public sealed class MemoryStateStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string State, GrainId Grain), Kept> _states = new();
    private long _version;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        if (_states.TryGetValue((stateName, grainId), out var kept))
        {
            grainState.State = JsonSerializer.Deserialize<T>(kept.Json, FleetJson.Options)!;
            (grainState.ETag, grainState.RecordExists) = (kept.ETag, true);
        }
        else
        {
            Forget(grainState);
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var key = (stateName, grainId);
        var next = new Kept(
            Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture),
            JsonSerializer.SerializeToUtf8Bytes(grainState.State, FleetJson.Options));
        var written = grainState.ETag is null
            ? _states.TryAdd(key, next)
            : _states.TryGetValue(key, out var kept) && kept.ETag == grainState.ETag && _states.TryUpdate(key, next, kept);
        if (!written)
            throw Conflict(key, grainState.ETag);

        (grainState.ETag, grainState.RecordExists) = (next.ETag, true);
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var key = (stateName, grainId);
        var known = _states.TryGetValue(key, out var kept);
        if (known && (kept!.ETag != grainState.ETag || !_states.TryRemove(new(key, kept))))
            throw Conflict(key, grainState.ETag);

        if (!known && grainState.ETag is not null)
            throw Conflict(key, grainState.ETag);

        Forget(grainState);
        return Task.CompletedTask;
    }

    private InconsistentStateException Conflict((string State, GrainId Grain) key, string? etag) => new(
        $"The state {key.State} of {key.Grain} was written by another activation.",
        _states.TryGetValue(key, out var kept) ? kept.ETag : "none",
        etag);

    private static void Forget<T>(IGrainState<T> grainState)
    {
        grainState.State = Activator.CreateInstance<T>();
        (grainState.ETag, grainState.RecordExists) = (null, false);
    }

    /// <summary>Compared by reference: an update replaces exactly the version that was read.</summary>
    private sealed class Kept(string eTag, byte[] json)
    {
        public string ETag { get; } = eTag;

        public byte[] Json { get; } = json;
    }
}

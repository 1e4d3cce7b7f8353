using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Embedded.Copying;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded.Storage;

/// <summary>
/// Keeps states in the process, as deep copies, so that only what was written is read. Dies with the host.
/// Rows are keyed by state name and grain id; a cleared row leaves its mark, so that late writers with an old ETag are refused.
/// </summary>
internal sealed class MemoryGrainStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string, GrainId), Row> _rows = new();
    private long _version;

    private sealed record Row(object? State, string? ETag);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var stored = _rows.TryGetValue((stateName, grainId), out var row) && row.ETag is not null;
        grainState.State = stored ? Copiers.CopyAlone((T)row!.State!) : StateActivator<T>.Create();
        grainState.ETag = stored ? row!.ETag : null;
        grainState.RecordExists = stored;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var etag = Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture);
        Replace(stateName, grainId, grainState.ETag, new Row(Copiers.CopyAlone(grainState.State), etag));
        grainState.ETag = etag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Replace(stateName, grainId, grainState.ETag, new Row(null, null));
        grainState.State = StateActivator<T>.Create();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private void Replace(string stateName, GrainId grainId, string? expected, Row row)
    {
        var key = (stateName, grainId);
        while (true)
        {
            if (!_rows.TryGetValue(key, out var current))
            {
                if (_rows.TryAdd(key, row)) return;
                continue;
            }

            if (current.ETag != expected && expected != "*")
                throw new InconsistentStateException($"The stored ETag of {stateName} of {grainId} is {current.ETag ?? "none"}, the writer's is {expected ?? "none"}.", current.ETag, expected);
            if (_rows.TryUpdate(key, row, current)) return;
        }
    }
}

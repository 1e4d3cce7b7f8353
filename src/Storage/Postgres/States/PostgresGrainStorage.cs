using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Runtime;
using Orleans.Storage;

namespace Fleet.Storage.Postgres;

/// <summary>
/// Grain state for grains that write often: the writes of all grains of a silo go together. The ETag is the row's
/// version, which no other write in the table ever had.
/// </summary>
/// <remarks>Throws <see cref="InconsistentStateException"/> to the grain whose ETag is not the stored one, and <see cref="StorageUnavailableException"/> while the database is away.</remarks>
public sealed class PostgresGrainStorage : IGrainStorage, IAsyncDisposable
{
    /// <summary>The name that grains give: [PersistentState("…", PostgresGrainStorage.Name)].</summary>
    public const string Name = "fleet";

    private readonly NpgsqlDataSource _dataSource;
    private readonly GroupCommitter<StateChange, StateResult> _committer;

    public PostgresGrainStorage(
        NpgsqlDataSource dataSource,
        IOptions<StorageOptions> options,
        StorageInstruments instruments,
        TimeProvider clock,
        ILogger<PostgresGrainStorage> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _dataSource = dataSource;
        _committer = new("states", dataSource, new StateWriter(clock), options.Value, instruments, clock, logger);
    }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var key = KeyOf(stateName, grainId);
        var rows = await _dataSource.ListAsync(
            "SELECT version, payload FROM grain_state WHERE grain_id = $1 AND state_name = $2",
            [key.GrainId, key.StateName],
            r => (Version: r.GetInt64(0), State: JsonSerializer.Deserialize<T>(r.GetFieldValue<byte[]>(1), FleetJson.Options)),
            CancellationToken.None);
        if (rows.Count == 0)
            Forget(grainState);
        else
            Remember(grainState, rows[0].State, rows[0].Version);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);

        // Written down before the first await: the grain may change its state while the commit is under way.
        var payload = JsonSerializer.SerializeToUtf8Bytes(grainState.State, FleetJson.Options);
        var result = await ChangeAsync(KeyOf(stateName, grainId), payload, grainState);
        grainState.ETag = result.Version?.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        await ChangeAsync(KeyOf(stateName, grainId), payload: null, grainState);
        Forget(grainState);
    }

    public ValueTask DisposeAsync() => _committer.DisposeAsync();

    private async Task<StateResult> ChangeAsync<T>(StateKey key, byte[]? payload, IGrainState<T> grainState)
    {
        var expected = VersionOf(grainState.ETag, key);
        var outcome = await _committer.CommitAsync(new(key, payload, expected), CancellationToken.None);
        if (outcome.Status != AppendStatus.Committed)
        {
            throw new StorageUnavailableException("The database is away or too far behind to take grain state.")
            {
                OutcomeUnknown = outcome.Status == AppendStatus.Unknown,
                RetryAfter = outcome.RetryAfter,
            };
        }

        return outcome.Result.Conflict
            ? throw new InconsistentStateException($"The state {key.StateName} of {key.GrainId} was written by another activation.", "unknown", grainState.ETag)
            : outcome.Result;
    }

    private static StateKey KeyOf(string stateName, GrainId grainId) => new(grainId.ToString(), stateName);

    private static long? VersionOf(string? etag, StateKey key)
    {
        if (string.IsNullOrEmpty(etag))
            return null;
        return long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new InconsistentStateException($"The ETag of the state {key.StateName} of {key.GrainId} is of another store.", "unknown", etag);
    }

    private static void Remember<T>(IGrainState<T> grainState, T? state, long version)
    {
        grainState.State = state;
        grainState.ETag = version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    private static void Forget<T>(IGrainState<T> grainState)
    {
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }
}

using Npgsql;
using NpgsqlTypes;

namespace Fleet.Storage.Postgres;

/// <summary>Many grains' states in one statement. A version that does not match touches nobody but its own grain.</summary>
internal sealed class StateWriter(TimeProvider clock) : ICommitWriter<StateChange, StateResult>
{
    private const string Write = """
        WITH wanted AS (
            SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::json[]) AS w (grain_id, state_name, expected, payload)),
        changed AS (
            UPDATE grain_state s SET payload = w.payload, version = nextval('grain_state_version'), updated_at = $5 FROM wanted w
            WHERE s.grain_id = w.grain_id AND s.state_name = w.state_name AND s.version = w.expected
            RETURNING s.grain_id, s.state_name, s.version),
        created AS (
            INSERT INTO grain_state (grain_id, state_name, updated_at, payload)
            SELECT grain_id, state_name, $5, payload FROM wanted WHERE expected IS NULL
            ON CONFLICT DO NOTHING
            RETURNING grain_id, state_name, version)
        SELECT * FROM changed UNION ALL SELECT * FROM created
        """;

    // A grain without a state that clears it has what it wants, unless there is one that it does not know.
    private const string Clear = """
        WITH wanted AS (
            SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[]) AS w (grain_id, state_name, expected)),
        gone AS (
            DELETE FROM grain_state s USING wanted w
            WHERE s.grain_id = w.grain_id AND s.state_name = w.state_name AND s.version = w.expected
            RETURNING s.grain_id, s.state_name)
        SELECT grain_id, state_name, 0::bigint FROM gone
        UNION ALL
        SELECT grain_id, state_name, 0::bigint FROM wanted w WHERE expected IS NULL
            AND NOT EXISTS (SELECT FROM grain_state s WHERE s.grain_id = w.grain_id AND s.state_name = w.state_name)
        """;

    public int RowsOf(StateChange item) => 1;

    public Task PrepareAsync(NpgsqlConnection connection, IReadOnlyList<StateChange> items, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public async Task<StateResult[]> WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<StateChange> items, CommitMode mode, CancellationToken cancellationToken)
    {
        var results = new StateResult[items.Count];
        foreach (var round in CommitRounds.Of(items, i => i.Key))
        {
            foreach (var alike in round.GroupBy(i => items[i].Payload is null))
            {
                var places = alike.ToList();
                var done = await RunAsync(connection, alike.Key ? Clear : Write, places.Select(i => items[i]).ToList(), cancellationToken);
                foreach (var i in places)
                {
                    results[i] = done.TryGetValue(items[i].Key, out var version)
                        ? new(alike.Key ? null : version, Conflict: false)
                        : new(null, Conflict: true);
                }
            }
        }

        return results;
    }

    private async Task<Dictionary<StateKey, long>> RunAsync(
        NpgsqlConnection connection, string sql, List<StateChange> changes, CancellationToken cancellationToken)
    {
        // One order for all: two batches that meet on the same rows wait for each other instead of locking up.
        changes.Sort(static (a, b) => string.CompareOrdinal(a.Key.GrainId, b.Key.GrainId));
#pragma warning disable CA2100 // One of two constants.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.Parameters.Bind(changes.Select(c => c.Key.GrainId).ToArray());
        command.Parameters.Bind(changes.Select(c => c.Key.StateName).ToArray());
        command.Parameters.Bind(changes.Select(c => c.Expected).ToArray());
        if (sql == Write)
        {
            command.Parameters.Add(new() { Value = changes.Select(c => c.Payload!).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json });
            command.Parameters.Bind(clock.GetUtcNow().UtcDateTime);
        }

        var done = new Dictionary<StateKey, long>(changes.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            done.Add(new(reader.GetString(0), reader.GetString(1)), reader.GetInt64(2));
        return done;
    }
}

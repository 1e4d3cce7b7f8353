using System.Collections.Immutable;
using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>
/// Rows in order go straight into the table by COPY. Late rows, which may be there already, take the way over a staging
/// table. Careful mode takes that way with all rows, after setting aside the appends whose promise does not hold.
/// </summary>
internal sealed class PositionWriter(PositionPartitions partitions) : ICommitWriter<PositionAppend, AppendResult>
{
    private const string CopyIn = $"COPY positions ({PositionColumns.All}) FROM STDIN (FORMAT BINARY)";
    private const string CopyStaged = $"COPY staged_positions ({PositionColumns.All}) FROM STDIN (FORMAT BINARY)";

    public int RowsOf(PositionAppend item) => item.Positions.Length;

    public Task PrepareAsync(NpgsqlConnection connection, IReadOnlyList<PositionAppend> items, CancellationToken cancellationToken) =>
        partitions.EnsureAsync(
            connection, items.SelectMany(i => i.Positions, (_, p) => PositionPartitions.DayOf(p.Position.Timestamp)), cancellationToken);

    public async Task<AppendResult[]> WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<PositionAppend> items, CommitMode mode, CancellationToken cancellationToken)
    {
        try
        {
            return mode == CommitMode.Fast
                ? await WriteFastAsync(connection, items, cancellationToken)
                : await WriteCarefullyAsync(connection, items, cancellationToken);
        }
        catch (PostgresException e) when (PostgresFailure.IsMissingPartition(e))
        {
            partitions.Forget();
            throw;
        }
    }

    private static async Task<AppendResult[]> WriteFastAsync(
        NpgsqlConnection connection, IReadOnlyList<PositionAppend> items, CancellationToken cancellationToken)
    {
        await CopyAsync(connection, CopyIn, items, p => !p.Late, cancellationToken);
        if (!items.Any(i => i.Positions.Any(p => p.Late)))
            return Enumerable.Repeat(AppendResult.Done, items.Count).ToArray();

        await StageAsync(connection, items, p => p.Late, cancellationToken);
        var written = await UnstageAsync(connection, cancellationToken);
        return items.Select(i => Committed(i, written)).ToArray();
    }

    private static async Task<AppendResult[]> WriteCarefullyAsync(
        NpgsqlConnection connection, IReadOnlyList<PositionAppend> items, CancellationToken cancellationToken)
    {
        var stale = RivalsWithin(items);
        await StageAsync(connection, items, p => !p.Late, cancellationToken);
        var taken = await KeysAsync(
            connection,
            "SELECT organization_id, vehicle_id, timestamp FROM staged_positions JOIN positions USING (organization_id, vehicle_id, timestamp)",
            cancellationToken);
        stale.UnionWith(items.Where(i => i.Positions.Any(p => !p.Late && taken.Contains(PositionKey.Of(i, p)))));

        var sound = items.Where(i => !stale.Contains(i)).ToList();
        await StageAsync(connection, sound, _ => true, cancellationToken);
        var written = await UnstageAsync(connection, cancellationToken);
        if (sound.Any(i => i.Positions.Any(p => !p.Late && !written.Contains(PositionKey.Of(i, p)))))
            throw new CommitRaceException();
        return items.Select(i => stale.Contains(i) ? AppendResult.Stale : Committed(i, written)).ToArray();
    }

    // Two appends of this batch that both promise the same row: the first has it.
    private static HashSet<PositionAppend> RivalsWithin(IReadOnlyList<PositionAppend> items)
    {
        var promised = new HashSet<PositionKey>();
        var stale = new HashSet<PositionAppend>(ReferenceEqualityComparer.Instance);
        foreach (var item in items)
        {
            var keys = item.Positions.Where(p => !p.Late).Select(p => PositionKey.Of(item, p)).ToList();
            if (keys.Distinct().Count() == keys.Count && !keys.Any(promised.Contains))
                promised.UnionWith(keys);
            else
                stale.Add(item);
        }

        return stale;
    }

    private static AppendResult Committed(PositionAppend item, HashSet<PositionKey> written)
    {
        if (!item.Positions.Any(p => p.Late))
            return AppendResult.Done;
        var duplicates = ImmutableArray.CreateBuilder<int>();
        for (var i = 0; i < item.Positions.Length; i++)
        {
            // Removed once told, so that of two equal late rows the second is the duplicate.
            if (item.Positions[i].Late && !written.Remove(PositionKey.Of(item, item.Positions[i])))
                duplicates.Add(i);
        }

        return AppendResult.Done with { Duplicates = duplicates.ToImmutable() };
    }

    private static async Task StageAsync(
        NpgsqlConnection connection, IReadOnlyList<PositionAppend> items, Predicate<LoggedPosition> which, CancellationToken cancellationToken)
    {
        await using var table = new NpgsqlCommand(
            "CREATE TEMPORARY TABLE IF NOT EXISTS staged_positions (LIKE positions) ON COMMIT DELETE ROWS; TRUNCATE staged_positions", connection);
        await table.ExecuteNonQueryAsync(cancellationToken);
        await CopyAsync(connection, CopyStaged, items, which, cancellationToken);
    }

    /// <returns>The rows that were new.</returns>
    private static Task<HashSet<PositionKey>> UnstageAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => KeysAsync(
        connection,
        $"INSERT INTO positions ({PositionColumns.All}) SELECT {PositionColumns.All} FROM staged_positions ORDER BY late ON CONFLICT DO NOTHING RETURNING organization_id, vehicle_id, timestamp",
        cancellationToken);

    private static async Task CopyAsync(
        NpgsqlConnection connection,
        string command,
        IReadOnlyList<PositionAppend> items,
        Predicate<LoggedPosition> which,
        CancellationToken cancellationToken)
    {
        using var rows = new CopyRows();
        var empty = true;
        foreach (var item in items)
        {
            foreach (var position in item.Positions)
            {
                if (!which(position))
                    continue;
                PositionColumns.Write(rows, item, position);
                empty = false;
            }
        }

        if (empty)
            return;
        rows.Complete();
        await using var copy = await connection.BeginRawBinaryCopyAsync(command, cancellationToken);
        await copy.WriteAsync(rows.Bytes, cancellationToken);
    }

    private static async Task<HashSet<PositionKey>> KeysAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var keys = new HashSet<PositionKey>();
#pragma warning disable CA2100 // Made of constants.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            keys.Add(new(reader.GetString(0), reader.GetString(1), reader.GetDateTime(2).Ticks / TimeSpan.TicksPerMicrosecond));
        return keys;
    }
}

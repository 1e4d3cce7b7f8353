using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>Moves the heads first: whoever's head does not move has been overtaken and writes nothing.</summary>
internal sealed class EventWriter(TimeProvider clock) : ICommitWriter<EventAppend, AppendResult>
{
    private const string MoveHeads = """
        WITH wanted AS (
            SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::bigint[], $5::text[], $6::bigint[])
                AS w (organization_id, shard, old_epoch, old_n, epoch, last_n)),
        moved AS (
            UPDATE shard_heads h SET epoch = w.epoch, last_n = w.last_n FROM wanted w
            WHERE h.organization_id = w.organization_id AND h.shard = w.shard AND h.epoch = w.old_epoch AND h.last_n = w.old_n
            RETURNING h.organization_id, h.shard),
        begun AS (
            INSERT INTO shard_heads (organization_id, shard, epoch, last_n)
            SELECT organization_id, shard, epoch, last_n FROM wanted WHERE old_epoch IS NULL
            ON CONFLICT DO NOTHING
            RETURNING organization_id, shard)
        SELECT * FROM moved UNION ALL SELECT * FROM begun
        """;

    private const string CopyBatches =
        "COPY event_batches (organization_id, shard, epoch, first_n, last_n, at, oldest, newest, codec, payload) FROM STDIN (FORMAT BINARY)";

    private const string InsertEvents = """
        INSERT INTO events (organization_id, event_id, timestamp, vehicle_id, driver_id, trip_id, kind, type, severity, shard, epoch, n, subject_id, payload)
        SELECT organization_id, event_id, timestamp, vehicle_id, driver_id, trip_id, kind, type, severity, shard, epoch, n, subject_id, payload::json
        FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::int[], $11::text[], $12::bigint[], $13::text[], $14::text[])
            AS e (organization_id, event_id, timestamp, vehicle_id, driver_id, trip_id, kind, type, severity, shard, epoch, n, subject_id, payload)
        ON CONFLICT DO NOTHING
        """;

    public int RowsOf(EventAppend item) => item.Batch.Events.Length;

    public Task PrepareAsync(NpgsqlConnection connection, IReadOnlyList<EventAppend> items, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public async Task<AppendResult[]> WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<EventAppend> items, CommitMode mode, CancellationToken cancellationToken)
    {
        var results = new AppendResult[items.Count];
        foreach (var round in CommitRounds.Of(items, i => (i.OrganizationId, i.Batch.Shard)))
        {
            var moved = await MoveHeadsAsync(connection, round.Select(i => items[i]).ToList(), cancellationToken);
            foreach (var i in round)
                results[i] = moved.Contains((items[i].OrganizationId, items[i].Batch.Shard)) ? AppendResult.Done : AppendResult.Stale;
        }

        var written = items.Where((_, i) => results[i].Status == AppendStatus.Committed).ToList();
        await CopyBatchesAsync(connection, written, cancellationToken);
        await InsertEventsAsync(connection, written, cancellationToken);
        return results;
    }

    private static async Task<HashSet<(string, int)>> MoveHeadsAsync(
        NpgsqlConnection connection, List<EventAppend> items, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(MoveHeads, connection);
        command.Parameters.Bind(items.Select(i => i.OrganizationId).ToArray());
        command.Parameters.Bind(items.Select(i => i.Batch.Shard).ToArray());
        command.Parameters.Bind(items.Select(i => i.Head?.Epoch).ToArray());
        command.Parameters.Bind(items.Select(i => i.Head?.N ?? 0).ToArray());
        command.Parameters.Bind(items.Select(i => i.Batch.Epoch).ToArray());
        command.Parameters.Bind(items.Select(i => i.Batch.LastN()).ToArray());
        var moved = new HashSet<(string, int)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            moved.Add((reader.GetString(0), reader.GetInt32(1)));
        return moved;
    }

    private async Task CopyBatchesAsync(NpgsqlConnection connection, List<EventAppend> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
            return;
        using var rows = new CopyRows();
        foreach (var item in items)
        {
            rows.StartRow(10);
            rows.Text(item.OrganizationId);
            rows.Int(item.Batch.Shard);
            rows.Text(item.Batch.Epoch);
            rows.Long(item.Batch.FirstN);
            rows.Long(item.Batch.LastN());
            rows.Timestamp(clock.GetUtcNow());
            rows.Timestamp(item.Oldest);
            rows.Timestamp(item.Newest);
            rows.Short(EventCodec.Current);
            rows.Binary(item.Payload);
        }

        rows.Complete();
        await using var copy = await connection.BeginRawBinaryCopyAsync(CopyBatches, cancellationToken);
        await copy.WriteAsync(rows.Bytes, cancellationToken);
    }

    private static async Task InsertEventsAsync(NpgsqlConnection connection, List<EventAppend> items, CancellationToken cancellationToken)
    {
        var rows = items.SelectMany(i => i.Indexed, (i, x) => (Append: i, x.Event, x.N, x.Json)).ToList();
        if (rows.Count == 0)
            return;
        await using var command = new NpgsqlCommand(InsertEvents, connection);
        command.Parameters.Bind(rows.Select(r => r.Append.OrganizationId).ToArray());
        command.Parameters.Bind(rows.Select(r => r.Event.EventId).ToArray());
        command.Parameters.Bind(rows.Select(r => r.Event.Timestamp.UtcDateTime).ToArray());
        command.Parameters.Bind(rows.Select(r => r.Event.VehicleId).ToArray());
        command.Parameters.Bind(rows.Select(r => r.Event.DriverId).ToArray());
        command.Parameters.Bind(rows.Select(r => r.Event.TripId).ToArray());
        command.Parameters.Bind(rows.Select(r => EventIndex.KindOf(r.Event)).ToArray());
        command.Parameters.Bind(rows.Select(r => SqlText.Clean(EventIndex.TypeOf(r.Event))).ToArray());
        command.Parameters.Bind(rows.Select(r => EventIndex.SeverityOf(r.Event)).ToArray());
        command.Parameters.Bind(rows.Select(r => r.Append.Batch.Shard).ToArray());
        command.Parameters.Bind(rows.Select(r => r.Append.Batch.Epoch).ToArray());
        command.Parameters.Bind(rows.Select(r => r.N).ToArray());
        command.Parameters.Bind(rows.Select(r => EventIndex.SubjectOf(r.Event)).ToArray());
        command.Parameters.Bind(rows.Select(r => r.Json).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

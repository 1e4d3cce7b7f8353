using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Fleet.Events;
using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>The questions to the event log. Page by page: no snapshot is held for a slow reader.</summary>
internal sealed class EventReader(NpgsqlDataSource dataSource)
{
    private const int PageBatches = 100;

    public async ValueTask<ShardPosition?> HeadAsync(string organizationId, int shard, CancellationToken cancellationToken)
    {
        var heads = await dataSource.ListAsync(
            "SELECT epoch, last_n FROM shard_heads WHERE organization_id = $1 AND shard = $2",
            [organizationId, shard],
            r => new ShardPosition(shard, r.GetString(0), r.GetInt64(1)),
            cancellationToken);
        return heads.Count == 0 ? null : heads[0];
    }

    public async ValueTask<ShardRead> ReadAsync(string organizationId, ShardPosition after, int max, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(organizationId, after.Shard, cancellationToken) ?? new ShardPosition(after.Shard, "", 0);
        if (head.Epoch != after.Epoch || after.N > head.N || after.N < 0)
            return new() { Complete = false, Head = head };

        var events = ImmutableArray.CreateBuilder<FleetEvent>();
        var last = after.N;
        while (events.Count < max && last < head.N)
        {
            var page = await BatchesBehindAsync(organizationId, after.Shard, after.Epoch, last, max - events.Count, cancellationToken);
            if (page.Count == 0 || page[0].FirstN > last + 1)
                return new() { Complete = false, Head = head };
            foreach (var batch in page.TakeWhile(_ => events.Count < max))
            {
                var skip = (int)(last + 1 - batch.FirstN);
                var take = Math.Min(batch.Events.Length - skip, max - events.Count);
                events.AddRange(batch.Events.AsSpan(skip, take));
                last += take;
            }
        }

        return new() { Complete = true, Head = last > head.N ? head with { N = last } : head, Events = events.ToImmutable() };
    }

    public async ValueTask<HistoryPage> HistoryAsync(
        string organizationId, int shard, DateTimeOffset from, DateTimeOffset until, long after, int max, CancellationToken cancellationToken)
    {
        const string Window = "organization_id = $1 AND shard = $2 AND newest >= $3 AND oldest < $4";
        object[] window = [organizationId, shard, SqlTime.Of(from), SqlTime.Of(until)];
        if (after == 0)
        {
            var first = await dataSource.ListAsync(
                $"SELECT min(sequence) FROM event_batches WHERE {Window}",
                window,
                r => r.IsDBNull(0) ? 0 : r.GetInt64(0) - 1,
                cancellationToken);
            after = first[0];
        }

        // Batches until the events of those before come to max: a batch may have one event or thousands.
        var batches = await dataSource.ListAsync(
            $"""
            SELECT epoch, first_n, codec, payload, sequence FROM (
                SELECT *, sum(last_n - first_n + 1) OVER (ORDER BY sequence) - (last_n - first_n + 1) AS before FROM (
                    SELECT epoch, first_n, last_n, codec, payload, sequence FROM event_batches
                    WHERE {Window} AND sequence > $5 ORDER BY sequence LIMIT {PageBatches}) page) counted
            WHERE before < $6 ORDER BY sequence
            """,
            [.. window, after, (long)max],
            r => (Batch: BatchOf(r, shard), Sequence: r.GetInt64(4)),
            cancellationToken);
        return new()
        {
            Events =
            [
                .. batches
                    .SelectMany(b => b.Batch.Events.Select((e, i) => new LoggedEvent(new(shard, b.Batch.Epoch, b.Batch.FirstN + i), e)))
                    .Where(logged => logged.Event.Timestamp >= from && logged.Event.Timestamp < until),
            ],
            Next = batches.Count > 0 ? batches[^1].Sequence : null,
            ForgottenUntil = await ForgottenUntilAsync(organizationId, shard, cancellationToken),
        };
    }

    /// <summary>Retention drops by <c>newest</c>: what is newer than the oldest there is was never dropped. A line begins at 1.</summary>
    private async ValueTask<DateTimeOffset?> ForgottenUntilAsync(string organizationId, int shard, CancellationToken cancellationToken)
    {
        const string Line = "WHERE organization_id = $1 AND shard = $2";
        var kept = await dataSource.ListAsync(
            $"""
            SELECT (SELECT first_n FROM event_batches {Line} ORDER BY sequence LIMIT 1),
                   (SELECT min(newest) FROM event_batches {Line}),
                   EXISTS (SELECT FROM shard_heads {Line} AND last_n > 0)
            """,
            [organizationId, shard],
            r => r.IsDBNull(0) ? (r.GetBoolean(2) ? DateTimeOffset.MaxValue : null)
                : r.GetInt64(0) == 1 ? (DateTimeOffset?)null
                : r.GetFieldValue<DateTimeOffset>(1),
            cancellationToken);
        return kept[0];
    }

    public async ValueTask<ImmutableHashSet<string>> KnownAsync(
        string organizationId, IReadOnlyCollection<string> eventIds, CancellationToken cancellationToken)
    {
        if (eventIds.Count == 0)
            return [];
        var known = await dataSource.ListAsync(
            "SELECT event_id FROM events WHERE organization_id = $1 AND event_id = ANY($2)",
            [organizationId, eventIds.ToArray()],
            r => r.GetString(0),
            cancellationToken);
        return [.. known];
    }

    public async ValueTask<EventPage> QueryAsync(EventQuery query, CancellationToken cancellationToken)
    {
        var (conditions, values) = Conditions(query);
        if (query.After is not null)
        {
            var place = EventPlace.Parse(query.After);
            conditions.Add(string.Create(CultureInfo.InvariantCulture, $"(timestamp, event_id) < (${values.Count + 1}, ${values.Count + 2})"));
            values.Add(place.Time.UtcDateTime);
            values.Add(SqlText.Clean(place.EventId));
        }

        // One more than asked for tells whether there is a next page.
        values.Add(query.Limit + 1L);
        var found = await dataSource.ListAsync(
            $"SELECT payload FROM events WHERE {string.Join(" AND ", conditions)} ORDER BY timestamp DESC, event_id DESC LIMIT ${values.Count.ToString(CultureInfo.InvariantCulture)}",
            values,
            r => JsonSerializer.Deserialize<FleetEvent>(r.GetFieldValue<byte[]>(0), FleetJson.Options)!,
            cancellationToken);
        var more = found.Count > query.Limit;
        var events = found.Take(query.Limit).ToImmutableArray();
        return new() { Events = events, Next = more ? EventQuery.PlaceOf(events[^1]) : null };
    }

    public async ValueTask<ImmutableDictionary<string, long>> CountAsync(EventQuery query, CancellationToken cancellationToken)
    {
        var (conditions, values) = Conditions(query);
        var counts = await dataSource.ListAsync(
            $"SELECT coalesce(type, ''), count(*) FROM events WHERE {string.Join(" AND ", conditions)} GROUP BY 1",
            values,
            r => KeyValuePair.Create(r.GetString(0), r.GetInt64(1)),
            cancellationToken);
        return counts.ToImmutableDictionary(StringComparer.Ordinal);
    }

    private static (List<string> Conditions, List<object?> Values) Conditions(EventQuery query)
    {
        var conditions = new List<string> { "organization_id = $1" };
        var values = new List<object?> { query.OrganizationId };
        void Where(string condition, object? value)
        {
            values.Add(value);
            conditions.Add(string.Format(CultureInfo.InvariantCulture, condition, "$" + values.Count.ToString(CultureInfo.InvariantCulture)));
        }

        if (!query.Kinds.IsDefaultOrEmpty) Where("kind = ANY({0})", query.Kinds.ToArray());
        if (!query.Types.IsDefaultOrEmpty) Where("type = ANY({0})", query.Types.ToArray());
        if (!query.Severities.IsDefaultOrEmpty) Where("severity = ANY({0})", query.Severities.Select(s => EventIndex.Snake(s.ToString())).ToArray());
        if (query.VehicleId is not null) Where("vehicle_id = {0}", query.VehicleId);
        if (!query.VehicleIds.IsDefaultOrEmpty) Where("vehicle_id = ANY({0})", query.VehicleIds.ToArray());
        if (query.DriverId is not null) Where("driver_id = {0}", query.DriverId);
        if (query.TripId is not null) Where("trip_id = {0}", query.TripId);
        if (query.SubjectId is not null) Where("subject_id = {0}", query.SubjectId);
        if (query.OfSubjects) conditions.Add("subject_id IS NOT NULL");
        if (query.From is { } from) Where("timestamp >= {0}", SqlTime.Of(from));
        if (query.Until is { } until) Where("timestamp < {0}", SqlTime.Of(until));
        return (conditions, values);
    }

    public async IAsyncEnumerable<LoggedShard> ShardsSinceAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var shards = await dataSource.ListAsync(
            "SELECT DISTINCT organization_id, shard FROM events WHERE timestamp >= $1",
            [SqlTime.Of(since)],
            r => new LoggedShard(r.GetString(0), r.GetInt32(1)),
            cancellationToken);
        foreach (var shard in shards)
            yield return shard;
    }

    // The batch that holds the next number may begin before it; the key finds it by where batches begin.
    private Task<List<ShardBatch>> BatchesBehindAsync(
        string organizationId, int shard, string epoch, long n, int max, CancellationToken cancellationToken) => dataSource.ListAsync(
        $"""
        SELECT epoch, first_n, codec, payload FROM event_batches
        WHERE organization_id = $1 AND shard = $2 AND epoch = $3 AND first_n >= coalesce(
            (SELECT max(first_n) FROM event_batches WHERE organization_id = $1 AND shard = $2 AND epoch = $3 AND first_n <= $4), 0)
            AND first_n < $5 AND last_n >= $4
        ORDER BY first_n LIMIT {PageBatches}
        """,
        [organizationId, shard, epoch, n + 1, n + 1 + max],
        r => BatchOf(r, shard),
        cancellationToken);

    private static ShardBatch BatchOf(NpgsqlDataReader row, int shard) => new()
    {
        Shard = shard,
        Epoch = row.GetString(0),
        FirstN = row.GetInt64(1),
        Events = EventCodec.Decode(row.GetFieldValue<byte[]>(3), row.GetInt16(2)),
    };
}

using Fleet.Audit;
using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>The table <c>audit</c>. Rows are rare: one statement a call, outside the group commits.</summary>
internal sealed class PostgresAuditLog(NpgsqlDataSource source) : IAuditLog
{
    private const string Insert = """
        INSERT INTO audit (organization_id, at, action, actor, address, target, detail, count)
        SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[])
        """;

    private const string Select = """
        SELECT n, organization_id, at, action, actor, address, target, detail, count FROM audit
        WHERE organization_id = $1 AND (cardinality($2::text[]) = 0 OR action = ANY($2))
          AND ($3::timestamptz IS NULL OR at >= $3) AND ($4::timestamptz IS NULL OR at < $4) AND ($5::bigint IS NULL OR n < $5)
        ORDER BY n DESC LIMIT $6
        """;

    public async ValueTask Append(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken) =>
        await source.ExecuteAsync(
            Insert,
            [
                entries.Select(e => e.OrganizationId).ToArray(), entries.Select(e => e.At.UtcDateTime).ToArray(), entries.Select(e => e.Action.ToString()).ToArray(),
                entries.Select(e => e.Actor).ToArray(), entries.Select(e => e.Address).ToArray(), entries.Select(e => e.Target).ToArray(), entries.Select(e => e.Detail).ToArray(),
                entries.Select(e => e.Count).ToArray(),
            ],
            cancellationToken);

    public async ValueTask<IReadOnlyList<AuditEntry>> Query(AuditQuery query, CancellationToken cancellationToken) =>
        await source.ListAsync(
            Select,
            [query.OrganizationId, query.Actions.Select(a => a.ToString()).ToArray(), query.From?.UtcDateTime, query.Until?.UtcDateTime, query.Before, query.Limit],
            Read,
            cancellationToken);

    private static AuditEntry Read(NpgsqlDataReader row) => new()
    {
        N = row.GetInt64(0),
        OrganizationId = row.GetString(1),
        At = row.GetFieldValue<DateTimeOffset>(2),
        Action = Enum.Parse<AuditAction>(row.GetString(3)),
        Actor = row.GetString(4),
        Address = row.GetText(5),
        Target = row.GetText(6),
        Detail = row.GetText(7),
        Count = row.GetInt64(8),
    };
}

using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>The table <c>retention</c>. The partition keeper reads it at every round.</summary>
public sealed class PostgresRetentionRules(NpgsqlDataSource dataSource) : IRetentionRules
{
    public async ValueTask Set(string organizationId, int? days, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days ?? 0, nameof(days));
        await (days is { } d
            ? dataSource.ExecuteAsync(
                "INSERT INTO retention (organization_id, days) VALUES ($1, $2) ON CONFLICT (organization_id) DO UPDATE SET days = excluded.days",
                [organizationId, d],
                cancellationToken)
            : dataSource.ExecuteAsync("DELETE FROM retention WHERE organization_id = $1", [organizationId], cancellationToken));
    }

    public async ValueTask<int?> Get(string organizationId, CancellationToken cancellationToken)
    {
        var rules = await dataSource.ListAsync(
            "SELECT days FROM retention WHERE organization_id = $1", [organizationId], r => r.GetInt32(0), cancellationToken);
        return rules.Count == 0 ? null : rules[0];
    }
}

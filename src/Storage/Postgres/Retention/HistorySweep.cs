using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>
/// Carries out a retention plan. Partitions that nobody wants are dropped; where some organizations want a day and others
/// do not, the others' rows are deleted, and the partition goes once it is empty. Every step is short and may be repeated.
/// </summary>
internal sealed class HistorySweep(NpgsqlConnection connection, RetentionPlan plan, ILogger logger)
{
    private const int RowsPerDelete = 10_000;

    /// <summary>Readers of positions are waited for no longer than this; writers queue behind us meanwhile.</summary>
    private const int LockPatienceMilliseconds = 500;

    /// <returns>The days whose partitions are gone.</returns>
    public async Task<List<DateOnly>> SweepPositionsAsync(CancellationToken cancellationToken)
    {
        var dropped = new List<DateOnly>();
        foreach (var day in await PositionPartitions.ListAsync(connection, cancellationToken))
        {
            var nobody = plan.DropBefore is { } limit && day < limit;
            var (organizations, rest) = plan.Expired(day);
            if (!nobody && (organizations.Count > 0 || rest))
                await DeleteAsync(PositionPartitions.NameOf(day), "true", organizations, rest, cancellationToken);
            if ((nobody || ((organizations.Count > 0 || rest) && await IsEmptyAsync(day, cancellationToken))) && await DropAsync(day, cancellationToken))
                dropped.Add(day);
        }

        return dropped;
    }

    public async Task SweepEventsAsync(CancellationToken cancellationToken)
    {
        foreach (var (organization, before) in plan.Before)
        {
            await DeleteAsync("positions_before_2000", "true", [organization], false, cancellationToken);
            await DeleteAsync("events", Older("timestamp", before), [organization], false, cancellationToken);
            await DeleteAsync("event_batches", Older("newest", before), [organization], false, cancellationToken);
        }

        if (plan.DefaultBefore is { } day)
        {
            await DeleteAsync("positions_before_2000", "true", [], true, cancellationToken);
            await DeleteAsync("events", Older("timestamp", day), [], true, cancellationToken);
            await DeleteAsync("event_batches", Older("newest", day), [], true, cancellationToken);
        }
    }

    private static string Older(string column, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{column} < '{day:yyyy-MM-dd} 00:00:00+00'");

    // In pieces: one huge delete would hold its snapshot, its locks and its log for as long.
    private async Task DeleteAsync(
        string table, string condition, IReadOnlyList<string> organizations, bool allWithoutRule, CancellationToken cancellationToken)
    {
        int deleted;
        do
        {
#pragma warning disable CA2100 // Made of constants and dates.
            await using var command = new NpgsqlCommand(
                $"""
                DELETE FROM {table} WHERE ctid = ANY(ARRAY(
                    SELECT ctid FROM {table}
                    WHERE {condition} AND (organization_id = ANY($1) OR ($2 AND organization_id <> ALL($3))) LIMIT {RowsPerDelete}))
                """,
                connection);
#pragma warning restore CA2100
            command.Parameters.Bind(organizations.ToArray());
            command.Parameters.Bind(allWithoutRule);
            command.Parameters.Bind(plan.Ruled.ToArray());
            deleted = await command.ExecuteNonQueryAsync(cancellationToken);
            if (deleted > 0)
                logger.RowsExpired(table, deleted);
        }
        while (deleted == RowsPerDelete);
    }

    private async Task<bool> IsEmptyAsync(DateOnly day, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Made of a date.
        await using var command = new NpgsqlCommand($"SELECT NOT EXISTS (SELECT FROM {PositionPartitions.NameOf(day)})", connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task<bool> DropAsync(DateOnly day, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
#pragma warning disable CA2100 // Made of constants and a date.
            await using var command = new NpgsqlCommand(
                $"SET LOCAL lock_timeout = {LockPatienceMilliseconds}; DROP TABLE {PositionPartitions.NameOf(day)}", connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            logger.PartitionDropped(day);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            logger.PartitionBusy(day);
            return false;
        }
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>
/// Makes tomorrow's partitions before tomorrow and lets go of what is past retention. Every host runs one; an advisory
/// lock lets one work at a time. Writers never depend on it: what it has not made they make themselves.
/// </summary>
public sealed class PartitionKeeper(
    NpgsqlDataSource dataSource,
    IOptions<StorageOptions> options,
    TimeProvider clock,
    ILogger<PartitionKeeper> logger) : BackgroundService
{
    private const long LockKey = 0x666C656574 + 2;
    private static readonly TimeSpan _laneKept = TimeSpan.FromDays(7);

    /// <summary>One round, at once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var tryLock = new NpgsqlCommand($"SELECT pg_try_advisory_lock({LockKey})", connection);
        if (await tryLock.ExecuteScalarAsync(cancellationToken) is not true)
            return;
        try
        {
            var today = PositionPartitions.DayOf(clock.GetUtcNow());
            await new PositionPartitions().EnsureAsync(
                connection, Enumerable.Range(0, options.Value.PartitionsAhead + 1).Select(today.AddDays), cancellationToken);
            var plan = new RetentionPlan(today, options.Value.RetentionDays, await RulesAsync(connection, cancellationToken));
            var sweep = new HistorySweep(connection, plan, logger);
            await sweep.SweepPositionsAsync(cancellationToken);
            await sweep.SweepEventsAsync(cancellationToken);
            await SweepLanesAsync(connection, cancellationToken);
            await SweepAuditAsync(connection, cancellationToken);
        }
        finally
        {
            await using var unlock = new NpgsqlCommand($"SELECT pg_advisory_unlock({LockKey})", connection);
            await unlock.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.PartitionPeriod, clock);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                logger.RoundFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static async Task<Dictionary<string, int>> RulesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var rules = new Dictionary<string, int>();
        await using var command = new NpgsqlCommand("SELECT organization_id, days FROM retention", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rules.Add(reader.GetString(0), reader.GetInt32(1));
        return rules;
    }

    private async Task SweepAuditAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (options.Value.AuditDays == 0)
            return;

        await using var command = new NpgsqlCommand("DELETE FROM audit WHERE at < $1", connection);
        command.Parameters.Bind(clock.GetUtcNow().AddDays(-options.Value.AuditDays).UtcDateTime);
        var deleted = await command.ExecuteNonQueryAsync(cancellationToken);
        if (deleted > 0)
            logger.RowsExpired("audit", deleted);
    }

    // Rows of processes long gone. A lane that lives and was only idle registers anew.
    private async Task SweepLanesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("DELETE FROM commit_lanes WHERE at < $1", connection);
        command.Parameters.Bind((clock.GetUtcNow() - _laneKept).UtcDateTime);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

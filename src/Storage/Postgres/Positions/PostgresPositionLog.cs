using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>The position log on PostgreSQL: one group commit for all vehicles of a process.</summary>
public sealed class PostgresPositionLog : IPositionLog, IAsyncDisposable
{
    private const int PageRows = 2_000;
    private readonly NpgsqlDataSource _dataSource;
    private readonly GroupCommitter<PositionAppend, AppendResult> _committer;

    public PostgresPositionLog(
        NpgsqlDataSource dataSource,
        IOptions<StorageOptions> options,
        StorageInstruments instruments,
        TimeProvider clock,
        ILogger<PostgresPositionLog> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _dataSource = dataSource;
        _committer = new("positions", dataSource, new PositionWriter(new()), options.Value, instruments, clock, logger);
    }

    /// <summary>Rows that wait for their commit now.</summary>
    public long QueuedRows => _committer.QueuedRows;

    public async ValueTask<AppendResult> Append(
        string organizationId, string vehicleId, ImmutableArray<LoggedPosition> positions, CancellationToken cancellationToken)
    {
        if (positions.IsDefaultOrEmpty)
            return AppendResult.Done;
        var outcome = await _committer.CommitAsync(new(organizationId, vehicleId, positions), cancellationToken);
        return outcome.Status == AppendStatus.Committed
            ? outcome.Result
            : new() { Status = outcome.Status, RetryAfter = outcome.RetryAfter };
    }

    public async IAsyncEnumerable<LoggedPosition> Read(
        string organizationId,
        string vehicleId,
        DateTimeOffset after,
        DateTimeOffset until,
        bool includeLate,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await PageAsync(organizationId, vehicleId, after, until, includeLate, cancellationToken);
            foreach (var position in page)
                yield return position;
            if (page.Count < PageRows)
                yield break;
            after = page[^1].Position.Timestamp;
        }
    }

    /// <summary>
    /// Each vehicle of the directory by one look at its newest row and one at its state; one that has late positions to
    /// bring to its trips has to wake too. A vehicle is in the directory
    /// before its first position is in the log.
    /// </summary>
    public async IAsyncEnumerable<LoggedVehicle> VehiclesBehindSnapshots([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = new LoggedVehicle("", "");
        while (true)
        {
            var page = await _dataSource.ListAsync(
                $"""
                SELECT d.organization_id, d.id, newest.timestamp IS NOT NULL
                    AND ((newest.timestamp > (g.payload->'sequence'->>'newest')::timestamptz) IS NOT FALSE OR g.payload->>'late' IS NOT NULL)
                FROM (SELECT organization_id, id FROM directory
                      WHERE kind = 'vehicle' AND (organization_id, id) > ($1, $2)
                      ORDER BY organization_id, id LIMIT {PageRows}) d
                LEFT JOIN LATERAL (SELECT p.timestamp FROM positions p
                    WHERE p.organization_id = d.organization_id AND p.vehicle_id = d.id AND NOT p.late
                    ORDER BY p.timestamp DESC LIMIT 1) newest ON true
                LEFT JOIN grain_state g ON g.grain_id = 'vehicle/' || d.organization_id || '/' || d.id AND g.state_name = 'vehicle'
                ORDER BY d.organization_id, d.id
                """,
                [after.OrganizationId, after.VehicleId],
                r => (Vehicle: new LoggedVehicle(r.GetString(0), r.GetString(1)), Behind: r.GetBoolean(2)),
                cancellationToken);
            foreach (var (vehicle, _) in page.Where(v => v.Behind))
                yield return vehicle;
            if (page.Count < PageRows)
                yield break;
            after = page[^1].Vehicle;
        }
    }

    public ValueTask DisposeAsync() => _committer.DisposeAsync();

    private Task<List<LoggedPosition>> PageAsync(
        string organizationId, string vehicleId, DateTimeOffset after, DateTimeOffset until, bool includeLate, CancellationToken cancellationToken) =>
        _dataSource.ListAsync(
            $"""
            SELECT {PositionColumns.All} FROM positions
            WHERE organization_id = $1 AND vehicle_id = $2 AND timestamp > $3 AND timestamp <= $4 AND ($5 OR NOT late)
            ORDER BY timestamp LIMIT {PageRows}
            """,
            [organizationId, vehicleId, SqlTime.Of(after), SqlTime.Of(until), includeLate],
            PositionColumns.Read,
            cancellationToken);
}

using System.Collections.Immutable;
using Fleet.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>The event log on PostgreSQL: one group commit for all shards of a process.</summary>
public sealed class PostgresEventLog : IEventLog, IAsyncDisposable
{
    private readonly EventReader _reader;
    private readonly GroupCommitter<EventAppend, AppendResult> _committer;

    public PostgresEventLog(
        NpgsqlDataSource dataSource,
        IOptions<StorageOptions> options,
        StorageInstruments instruments,
        TimeProvider clock,
        ILogger<PostgresEventLog> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _reader = new(dataSource);
        _committer = new("events", dataSource, new EventWriter(clock), options.Value, instruments, clock, logger);
    }

    public async ValueTask<AppendResult> Append(
        string organizationId, ShardPosition? head, ShardBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.MustFollow(head);
        var outcome = await _committer.CommitAsync(new(organizationId, head, batch), cancellationToken);
        return outcome.Status == AppendStatus.Committed
            ? outcome.Result
            : new() { Status = outcome.Status, RetryAfter = outcome.RetryAfter };
    }

    public ValueTask<ShardPosition?> Head(string organizationId, int shard, CancellationToken cancellationToken) =>
        _reader.HeadAsync(organizationId, shard, cancellationToken);

    public ValueTask<ShardRead> Read(string organizationId, ShardPosition after, int max, CancellationToken cancellationToken) =>
        _reader.ReadAsync(organizationId, after, max, cancellationToken);

    public ValueTask<HistoryPage> History(
        string organizationId, int shard, DateTimeOffset from, DateTimeOffset until, long after, int max, CancellationToken cancellationToken) =>
        _reader.HistoryAsync(organizationId, shard, from, until, after, max, cancellationToken);

    public ValueTask<ImmutableHashSet<string>> Known(
        string organizationId, IReadOnlyCollection<string> eventIds, CancellationToken cancellationToken) =>
        _reader.KnownAsync(organizationId, eventIds, cancellationToken);

    public ValueTask<EventPage> Query(EventQuery query, CancellationToken cancellationToken) =>
        _reader.QueryAsync(query, cancellationToken);

    public ValueTask<ImmutableDictionary<string, long>> Count(EventQuery query, CancellationToken cancellationToken) =>
        _reader.CountAsync(query, cancellationToken);

    public IAsyncEnumerable<LoggedShard> ShardsSince(DateTimeOffset since, CancellationToken cancellationToken) =>
        _reader.ShardsSinceAsync(since, cancellationToken);

    public ValueTask DisposeAsync() => _committer.DisposeAsync();
}

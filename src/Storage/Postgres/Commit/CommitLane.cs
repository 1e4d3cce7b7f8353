using Microsoft.Extensions.Logging;
using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>
/// Commits one batch at a time and completes every item of it, whatever happens: committed, conflicting, impossible, not
/// written, or unknown. Tries again only what certainly was not committed.
/// </summary>
internal sealed class CommitLane<TItem, TResult>(
    string log,
    NpgsqlDataSource dataSource,
    ICommitWriter<TItem, TResult> writer,
    DatabaseReach reach,
    StorageOptions options,
    StorageInstruments instruments,
    TimeProvider clock,
    ILogger logger) : IAsyncDisposable
{
    private readonly LaneConnection _connection = new(dataSource, clock);
    private long _number;

    /// <param name="stop">Ends the patience with a database that is away; a commit under way is seen through.</param>
    public async Task CommitAsync(IReadOnlyList<PendingCommit<TItem, TResult>> batch, CancellationToken stop)
    {
        var started = clock.GetTimestamp();
        var work = new Stack<(IReadOnlyList<PendingCommit<TItem, TResult>> Part, CommitMode Mode)>();
        work.Push((batch, CommitMode.Fast));
        while (work.TryPop(out var next))
        {
            var (part, mode) = next;
            var refusal = await CommitPartAsync(part, mode, started, stop);
            if (refusal is null)
                continue;

            logger.GroupRefused(log, part.Count, (refusal as PostgresException)?.SqlState);
            if (mode == CommitMode.Fast)
            {
                instruments.Retried(log, "refused");
                work.Push((part, CommitMode.Careful));
            }
            else if (part.Count > 1)
            {
                // Halves, till the one that cannot be stored stands alone. The first half goes first.
                work.Push((part.Skip(part.Count / 2).ToArray(), CommitMode.Careful));
                work.Push((part.Take(part.Count / 2).ToArray(), CommitMode.Careful));
            }
            else
            {
                logger.ItemRefused(refusal, log);
                instruments.Refused(log, part[0].Rows, "impossible");
                part[0].Failed(new StorageException("The database refuses these rows.", refusal));
            }
        }
    }

    /// <summary>Finds out whether the database is back, with nothing to write.</summary>
    public async Task<bool> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _connection.OpenAsync(cancellationToken);
            reach.Answered();
            return true;
        }
        catch (Exception e) when (!_connection.IsOpen)
        {
            reach.Failed(e);
            return false;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <returns>Null once every item is completed; else why the database refuses the rows, nothing of them being written.</returns>
    private async Task<Exception?> CommitPartAsync(
        IReadOnlyList<PendingCommit<TItem, TResult>> part, CommitMode mode, long started, CancellationToken stop)
    {
        var items = part.Select(p => p.Item).ToArray();
        var number = ++_number;
        var pause = options.MaxReconnectDelay / 20;
        var commitSent = false;
        var asking = false;
        var results = Array.Empty<TResult>();
        while (true)
        {
            try
            {
                if (commitSent)
                {
                    asking = true;
                    var committed = await _connection.DidCommitAsync(number, CancellationToken.None);
                    logger.OutcomeResolved(log, items.Length, committed);
                    commitSent = committed;
                    asking = false;
                }

                if (!commitSent)
                {
                    await writer.PrepareAsync(await _connection.OpenAsync(CancellationToken.None), items, CancellationToken.None);
                    await _connection.TransactAsync(
                        number,
                        async c => results = await writer.WriteAsync(c, items, mode, CancellationToken.None),
                        () => commitSent = true,
                        CancellationToken.None);
                }

                reach.Answered();
                Complete(part, results, started);
                return null;
            }
            catch (Exception e) when (asking || IsNotTheRowsFault(e) || (commitSent && !PostgresFailure.IsKnownRollback(e)))
            {
                // An error of the question itself says nothing about the transaction that it asks for.
                if (!asking && PostgresFailure.IsKnownRollback(e))
                    commitSent = false;
                else
                    await _connection.CloseAsync();
                if (PostgresFailure.IsMissingPartition(e))
                    continue;

                instruments.Retried(log, "transient");
                if (PostgresFailure.IsContention(e))
                    continue;
                reach.Failed(e);
                if (!await WaitAsync(part, pause, stop))
                {
                    GiveUp(part, commitSent);
                    return null;
                }

                pause = Min(pause * 2, options.MaxReconnectDelay);
            }
            catch (PostgresException e)
            {
                return e;
            }
            catch (Exception e)
            {
                // The rows could not even be put into a statement.
                await _connection.CloseAsync();
                return e;
            }
        }
    }

    private bool IsNotTheRowsFault(Exception exception) =>
        PostgresFailure.IsTransient(exception) || PostgresFailure.IsMissingPartition(exception) || !_connection.IsOpen;

    private async Task<bool> WaitAsync(IReadOnlyList<PendingCommit<TItem, TResult>> part, TimeSpan pause, CancellationToken stop)
    {
        var left = options.GiveUpAfter - clock.GetElapsedTime(part[0].EnqueuedAt);
        if (left <= TimeSpan.Zero || stop.IsCancellationRequested)
            return false;
        try
        {
            await Task.Delay(Min(pause, left), clock, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Complete(IReadOnlyList<PendingCommit<TItem, TResult>> part, TResult[] results, long started)
    {
        var rows = 0;
        for (var i = 0; i < part.Count; i++)
        {
            rows += part[i].Rows;
            part[i].Committed(results[i]);
        }

        instruments.Committed(log, rows, clock.GetElapsedTime(started));
    }

    private void GiveUp(IReadOnlyList<PendingCommit<TItem, TResult>> part, bool unknown)
    {
        if (unknown)
            logger.OutcomeUnknown(log, part.Sum(p => p.Rows));
        foreach (var pending in part)
        {
            instruments.Refused(log, pending.Rows, unknown ? "unknown" : "away");
            pending.GivenUp(unknown ? AppendStatus.Unknown : AppendStatus.Busy, options.MaxReconnectDelay);
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}

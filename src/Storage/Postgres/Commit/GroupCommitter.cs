using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>
/// Makes one transaction out of what many callers want written at the same time. A caller's answer comes after the
/// commit that holds its rows, never before. While the database is away the queue fills to its bound and no further,
/// and whoever has waited <see cref="StorageOptions.GiveUpAfter"/> is told.
/// </summary>
internal sealed class GroupCommitter<TItem, TResult> : IAsyncDisposable
{
    /// <summary>Bound: <see cref="StorageOptions.MaxQueuedRows"/>, kept by <see cref="_rows"/> before an item enters. Overflow: the caller is answered busy.</summary>
    private readonly Channel<PendingCommit<TItem, TResult>> _queue = Channel.CreateUnbounded<PendingCommit<TItem, TResult>>();

    private readonly string _log;
    private readonly ICommitWriter<TItem, TResult> _writer;
    private readonly StorageOptions _options;
    private readonly StorageInstruments _instruments;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly DatabaseReach _reach;
    private readonly ITimer _sweep;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _lanes;

    /// <summary>Rows in the queue and in the lanes.</summary>
    private long _rows;

    public GroupCommitter(
        string log,
        NpgsqlDataSource dataSource,
        ICommitWriter<TItem, TResult> writer,
        StorageOptions options,
        StorageInstruments instruments,
        TimeProvider clock,
        ILogger logger)
    {
        _log = log;
        _writer = writer;
        _options = options;
        _instruments = instruments;
        _clock = clock;
        _logger = logger;
        _reach = new DatabaseReach(log, options.GiveUpAfter, clock, logger);
        var period = options.GiveUpAfter / 4;
        _sweep = clock.CreateTimer(_ => Sweep(), null, period, period);
        _lanes = Task.WhenAll(Enumerable.Range(0, options.Lanes).Select(_ => Task.Run(
            () => RunLaneAsync(new CommitLane<TItem, TResult>(log, dataSource, writer, _reach, options, instruments, clock, logger)))));
    }

    public long QueuedRows => Interlocked.Read(ref _rows);

    /// <param name="cancellationToken">Ends the wait only.</param>
    public async ValueTask<CommitOutcome<TResult>> CommitAsync(TItem item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var rows = Math.Max(1, _writer.RowsOf(item));
        if (_reach.IsGivenUp)
            return Refuse(rows, "away");

        // An item larger than the whole queue may still go alone; else it could never go.
        var queued = Interlocked.Add(ref _rows, rows);
        if (queued > _options.MaxQueuedRows && queued > rows)
        {
            Interlocked.Add(ref _rows, -rows);
            return Refuse(rows, "full");
        }

        var pending = new PendingCommit<TItem, TResult>(item, rows, _clock.GetTimestamp());
        _instruments.Queued(_log, rows);
        if (!_queue.Writer.TryWrite(pending))
        {
            Left(pending);
            return Refuse(rows, "stopping");
        }

        return await pending.Done.WaitAsync(cancellationToken);
    }

    /// <summary>Commits what is queued and stops; a database that is away is waited for no longer than callers would.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_queue.Writer.TryComplete())
            return;
        var patience = Task.Delay(_options.GiveUpAfter, _clock, _stop.Token);
        await Task.WhenAny(_lanes, patience);
        await _stop.CancelAsync();
        await _lanes;
        await _sweep.DisposeAsync();
        _stop.Dispose();
    }

    private async Task RunLaneAsync(CommitLane<TItem, TResult> lane)
    {
        await using var owned = lane;
        var batch = new List<PendingCommit<TItem, TResult>>();
        while (await WaitForWorkAsync(lane))
        {
            await CollectAsync(batch);
            if (batch.Count == 0)
                continue;
            try
            {
                await lane.CommitAsync(batch, _stop.Token);
            }
            catch (Exception e)
            {
                // A defect. Nobody may wait for ever on it, and the lane must not die of it.
                _logger.LaneFailed(e, _log);
                batch.ForEach(p => p.Failed(new StorageUnavailableException("The commit failed by a defect.", e) { OutcomeUnknown = true }));
            }

            batch.ForEach(Left);
            batch.Clear();
        }
    }

    // While the database is away appends are refused, so no work would come to notice its return: the lane that saw it go
    // asks until it answers.
    private async Task<bool> WaitForWorkAsync(CommitLane<TItem, TResult> lane)
    {
        var work = _queue.Reader.WaitToReadAsync().AsTask();
        while (!work.IsCompleted && _reach.IsAway && !_stop.IsCancellationRequested)
        {
            if (!await lane.ProbeAsync(_stop.Token))
                await Task.WhenAny(work, Task.Delay(_options.MaxReconnectDelay, _clock));
        }

        return await work;
    }

    private async Task CollectAsync(List<PendingCommit<TItem, TResult>> batch)
    {
        var rows = Take(batch, 0);
        if (rows == 0 || rows >= _options.MaxRowsPerCommit || _options.MaxCommitDelay == TimeSpan.Zero)
            return;
        await Task.Delay(_options.MaxCommitDelay, _clock);
        Take(batch, rows);
    }

    private int Take(List<PendingCommit<TItem, TResult>> batch, int rows)
    {
        while (rows < _options.MaxRowsPerCommit && _queue.Reader.TryRead(out var next))
        {
            batch.Add(next);
            rows += next.Rows;
        }

        return rows;
    }

    // Whoever waited too long in the queue was certainly not written.
    private void Sweep()
    {
        while (_queue.Reader.TryPeek(out var oldest)
            && _clock.GetElapsedTime(oldest.EnqueuedAt) > _options.GiveUpAfter
            && _queue.Reader.TryRead(out var expired))
        {
            _instruments.Refused(_log, expired.Rows, "expired");
            expired.GivenUp(AppendStatus.Busy, _options.MaxReconnectDelay);
            Left(expired);
        }
    }

    private void Left(PendingCommit<TItem, TResult> pending)
    {
        Interlocked.Add(ref _rows, -pending.Rows);
        _instruments.Queued(_log, -pending.Rows);
    }

    private CommitOutcome<TResult> Refuse(int rows, string reason)
    {
        _instruments.Refused(_log, rows, reason);
        return new(AppendStatus.Busy, default, _options.MaxReconnectDelay);
    }
}

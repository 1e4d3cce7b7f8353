namespace Fleet.Storage.Postgres;

/// <summary>An item on its way. Owned by the queue until a lane takes it, then by that lane, which must complete it.</summary>
internal sealed class PendingCommit<TItem, TResult>(TItem item, int rows, long enqueuedAt)
{
    private readonly TaskCompletionSource<CommitOutcome<TResult>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TItem Item => item;

    public int Rows => rows;

    public long EnqueuedAt => enqueuedAt;

    public Task<CommitOutcome<TResult>> Done => _done.Task;

    public bool Committed(TResult result) => _done.TrySetResult(new(AppendStatus.Committed, result, default));

    public bool GivenUp(AppendStatus status, TimeSpan retryAfter) => _done.TrySetResult(new(status, default, retryAfter));

    public bool Failed(Exception exception) => _done.TrySetException(exception);
}

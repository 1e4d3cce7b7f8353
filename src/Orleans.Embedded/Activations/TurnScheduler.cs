namespace Orleans.Embedded.Activations;

/// <summary>
/// Runs the tasks of one activation one at a time on the thread pool, in order. No thread, timer or kernel object of its own;
/// an idle scheduler holds nothing but its own fields.
/// Bound: none; the queue holds continuations of calls, and those are bounded by the callers.
/// </summary>
internal abstract class TurnScheduler : TaskScheduler, IThreadPoolWorkItem
{
    // After so many tasks the thread goes back to the pool, so that one busy grain starves no other.
    private const int TasksPerSlice = 64;

    private Task? _next;
    private Queue<Task>? _more;
    private bool _scheduled;

    public override int MaximumConcurrencyLevel => 1;

    void IThreadPoolWorkItem.Execute()
    {
        for (var i = 0; i < TasksPerSlice; i++)
        {
            if (TryDequeue() is not { } task) return;
            TryExecuteTask(task);
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    protected override void QueueTask(Task task)
    {
        lock (this)
        {
            if (_next is null) _next = task;
            else (_more ??= new Queue<Task>()).Enqueue(task);
            if (_scheduled) return;
            _scheduled = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    // Inline only what was never queued, and only from within the turn.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(Current, this) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (this) return [.. (_next is null ? [] : new[] { _next }), .. _more ?? []];
    }

    /// <summary>Starts a task on this scheduler that inherits nothing from the code that asked for it.</summary>
    protected void StartDetached(Action<object?> action)
    {
        using var flow = Detached.Suppress();
        new Task(action, this).Start(this);
    }

    private Task? TryDequeue()
    {
        lock (this)
        {
            var task = _next;
            if (task is null)
            {
                _scheduled = false;
                return null;
            }

            if (_more is null || !_more.TryDequeue(out _next))
            {
                _next = null;
                _more = null; // a burst's queue is not kept for the idle time after it
            }

            return task;
        }
    }
}

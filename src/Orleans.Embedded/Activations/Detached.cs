namespace Orleans.Embedded.Activations;

/// <summary>Starts work that inherits nothing ambient from the code that caused it: neither activity nor any AsyncLocal.</summary>
internal static class Detached
{
    /// <summary>Runs asynchronous work on the thread pool.</summary>
    public static void Run(Func<Task> work)
    {
        using var flow = Suppress();
        _ = Task.Run(work);
    }

    /// <summary>No flow until disposed; for creating timers and tasks.</summary>
    public static AsyncFlowControl Suppress() => ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
}

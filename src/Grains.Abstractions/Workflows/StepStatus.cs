namespace Fleet.Workflows;

/// <summary>How a step of an execution stands.</summary>
public enum StepStatus
{
    /// <summary>Under way: an effect is being had, a delay runs, steps inside are not done.</summary>
    Running,

    /// <summary>Failed, and waits to be tried again.</summary>
    Retrying,

    Completed,
    Failed,

    /// <summary>Not reached, because of a condition.</summary>
    Skipped,
    Cancelled,
}

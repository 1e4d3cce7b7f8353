namespace Fleet.Workflows;

/// <summary>How an execution stands.</summary>
public enum ExecutionStatus
{
    Running,
    Completed,
    Failed,
    Cancelled,
}

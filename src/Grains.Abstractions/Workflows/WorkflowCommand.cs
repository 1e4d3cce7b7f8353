namespace Fleet.Workflows;

/// <summary>What became of the wish to start, cancel or retry an execution.</summary>
public enum WorkflowCommand
{
    Done,
    NotFound,

    /// <summary>Its status does not allow it.</summary>
    WrongStatus,

    /// <summary>The organization has as many executions running as it may.</summary>
    TooMany,
}

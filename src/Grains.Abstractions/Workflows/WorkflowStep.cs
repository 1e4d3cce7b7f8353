namespace Fleet.Workflows;

/// <summary>One step. Text members may hold templates ({{event.vehicle_id}}).</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WorkflowStep")]
public abstract record WorkflowStep
{
    /// <summary>Unique within the workflow, steps inside of steps included.</summary>
    [Id(0)] public required string StepId { get; init; }

    [Id(1)] public StepRetry Retry { get; init; } = new();

    /// <summary>Whether the steps behind it go on where it fails for good.</summary>
    [Id(2)] public bool ContinueOnError { get; init; }
}

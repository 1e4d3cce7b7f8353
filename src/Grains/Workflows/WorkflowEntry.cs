namespace Fleet.Workflows;

/// <summary>When a workflow starts, and next by its schedule.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WorkflowEntry")]
public sealed record WorkflowEntry(
    [property: Id(0)] WorkflowTrigger Trigger,
    [property: Id(1)] bool Enabled,
    [property: Id(2)] DateTimeOffset? NextAt);

namespace Fleet.Workflows;

/// <summary>The answer to a start.</summary>
/// <param name="Outcome">Of the wish.</param>
/// <param name="ExecutionId">With Done.</param>
[GenerateSerializer, Immutable, Alias("Fleet.ExecutionStarted")]
public sealed record ExecutionStarted([property: Id(0)] WorkflowCommand Outcome, [property: Id(1)] string? ExecutionId);

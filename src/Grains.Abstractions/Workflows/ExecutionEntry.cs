namespace Fleet.Workflows;

/// <summary>A line in the list of executions.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ExecutionEntry")]
public sealed record ExecutionEntry
{
    [Id(0)] public required string ExecutionId { get; init; }

    [Id(1)] public required string WorkflowId { get; init; }

    [Id(2)] public required ExecutionStatus Status { get; init; }

    [Id(3)] public required DateTimeOffset StartedAt { get; init; }

    [Id(4)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Of the triggering event; null for none.</summary>
    [Id(5)] public string? VehicleId { get; init; }

    [Id(6)] public string? Error { get; init; }
}

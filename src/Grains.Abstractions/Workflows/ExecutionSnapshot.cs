using System.Collections.Immutable;

namespace Fleet.Workflows;

/// <summary>An execution as it is now.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ExecutionSnapshot")]
public sealed record ExecutionSnapshot
{
    [Id(0)] public required string ExecutionId { get; init; }

    [Id(1)] public required string WorkflowId { get; init; }

    [Id(2)] public required int WorkflowVersion { get; init; }

    [Id(3)] public required ExecutionStatus Status { get; init; }

    [Id(4)] public required DateTimeOffset StartedAt { get; init; }

    [Id(5)] public DateTimeOffset? EndedAt { get; init; }

    [Id(6)] public string? Error { get; init; }

    /// <summary>The triggering event as JSON.</summary>
    [Id(7)] public required string Event { get; init; }

    /// <summary>Steps reached so far, in the order they were.</summary>
    [Id(8)] public ImmutableArray<StepRun> Steps { get; init; } = [];

    [Id(9)] public string? VehicleId { get; init; }
}

using System.Collections.Immutable;

namespace Fleet.Workflows;

/// <summary>What is to be done when something happens.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WorkflowDefinition")]
public sealed record WorkflowDefinition
{
    [Id(0)] public required string WorkflowId { get; init; }

    [Id(1)] public required string Name { get; init; }

    [Id(2)] public required WorkflowTrigger Trigger { get; init; }

    [Id(3)] public required ImmutableArray<WorkflowStep> Steps { get; init; }

    [Id(4)] public bool Enabled { get; init; } = true;

    /// <summary>1, 2, …: counts its changes. An execution goes on with the version that it began with.</summary>
    [Id(5)] public int Version { get; init; }
}

using System.Collections.Immutable;

namespace Fleet.Workflows;

/// <summary>Several lists of steps at once. Done when all are; where one fails, the others go on to their end first.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ParallelStep")]
public sealed record ParallelStep : WorkflowStep
{
    [Id(0)] public ImmutableArray<ImmutableArray<WorkflowStep>> Branches { get; init; } = [];
}

using System.Collections.Immutable;

namespace Fleet.Workflows;

/// <summary>Goes one way or the other. Without <see cref="Then"/> it is a gate: where it does not hold, the steps behind it are skipped.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ConditionStep")]
public sealed record ConditionStep : WorkflowStep
{
    [Id(0)] public required StepCondition If { get; init; }

    [Id(1)] public ImmutableArray<WorkflowStep> Then { get; init; } = [];

    [Id(2)] public ImmutableArray<WorkflowStep> Else { get; init; } = [];

    public bool IsGate => Then.IsEmpty && Else.IsEmpty;
}

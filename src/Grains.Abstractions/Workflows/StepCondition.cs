using System.Collections.Immutable;

namespace Fleet.Workflows;

/// <summary>A comparison of one field, or several conditions of which all or any must hold.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.StepCondition")]
public sealed record StepCondition
{
    /// <summary>For example event.speed_kmh. Null where <see cref="All"/> or <see cref="Any"/> is there.</summary>
    [Id(0)] public string? Field { get; init; }

    [Id(1)] public ConditionOperator Operator { get; init; }

    /// <summary>JSON; an array for <see cref="ConditionOperator.In"/>.</summary>
    [Id(2)] public string? Value { get; init; }

    [Id(3)] public ImmutableArray<StepCondition> All { get; init; } = [];

    [Id(4)] public ImmutableArray<StepCondition> Any { get; init; } = [];
}

using System.Collections.Immutable;

namespace Fleet.Alerts;

/// <summary>A comparison, or several joined: exactly one of <see cref="Field"/>, <see cref="All"/> and <see cref="Any"/> is there.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AlertCondition")]
public sealed record AlertCondition
{
    /// <summary>docs/alerts.md lists the fields of each event kind.</summary>
    [Id(0)] public string? Field { get; init; }

    [Id(1)] public AlertOperator Operator { get; init; }

    /// <summary>With <see cref="Field"/>.</summary>
    [Id(2)] public AlertValue? Value { get; init; }

    [Id(3)] public ImmutableArray<AlertCondition> All { get; init; } = [];

    [Id(4)] public ImmutableArray<AlertCondition> Any { get; init; } = [];
}

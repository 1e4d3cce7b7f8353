using System.Collections.Immutable;

namespace Fleet.Alerts;

/// <summary>What a rule has done.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.RuleRecord")]
public sealed record RuleRecord
{
    [Id(0)] public long Triggered { get; init; }

    [Id(1)] public DateTimeOffset? LastTriggeredAt { get; init; }

    /// <summary>Of a shadow rule, oldest first. Bound: <see cref="AlertEngine.MaxFindings"/>.</summary>
    [Id(2)] public ImmutableArray<ShadowFinding> Findings { get; init; } = [];
}

using System.Collections.Immutable;

namespace Fleet.Alerts;

/// <summary>A rule and what it has done.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AlertRuleReport")]
public sealed record AlertRuleReport
{
    [Id(0)] public required AlertRule Rule { get; init; }

    /// <summary>Alerts that it raised, since it is in force under this id (S1's triggerCount).</summary>
    [Id(1)] public long Triggered { get; init; }

    /// <summary>By the event's time.</summary>
    [Id(2)] public DateTimeOffset? LastTriggeredAt { get; init; }

    /// <summary>Of a shadow rule, newest first; a hundred are kept.</summary>
    [Id(3)] public ImmutableArray<ShadowFinding> Findings { get; init; } = [];
}

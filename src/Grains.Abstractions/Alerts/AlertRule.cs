using System.Collections.Immutable;
using Fleet.Safety;
using Fleet.Schedules;

namespace Fleet.Alerts;

/// <summary>When to alert whom. Members are joined by AND, the values of one by OR; what is empty or null asks nothing.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AlertRule")]
public sealed record AlertRule
{
    [Id(0)] public required string RuleId { get; init; }

    [Id(1)] public required string Name { get; init; }

    /// <summary>Rises by one with every change.</summary>
    [Id(2)] public int Version { get; init; } = 1;

    [Id(3)] public AlertRuleMode Mode { get; init; }

    /// <summary>Never empty.</summary>
    [Id(4)] public required ImmutableArray<AlertEventKind> Events { get; init; }

    /// <summary>Of safety events.</summary>
    [Id(5)] public ImmutableArray<Severity> Severities { get; init; } = [];

    [Id(6)] public AlertCondition? Condition { get; init; }

    [Id(7)] public AlertCount? Count { get; init; }

    [Id(8)] public ImmutableArray<string> VehicleIds { get; init; } = [];

    /// <summary>Vehicles that have one of these tags when the event is looked at.</summary>
    [Id(9)] public ImmutableArray<string> VehicleTags { get; init; } = [];

    [Id(10)] public ImmutableArray<string> DriverIds { get; init; } = [];

    /// <summary>By the event's time.</summary>
    [Id(11)] public WeeklySchedule? Schedule { get; init; }

    [Id(12)] public required AlertPriority Priority { get; init; }

    [Id(13)] public ImmutableArray<AlertChannel> Channels { get; init; } = [];

    [Id(14)] public required AlertSuppression Suppression { get; init; }

    /// <summary>By ascending time.</summary>
    [Id(15)] public ImmutableArray<AlertEscalation> Escalations { get; init; } = [];

    [Id(16)] public AlertAutoResolve? AutoResolve { get; init; }

    [Id(17)] public string? Description { get; init; }
}

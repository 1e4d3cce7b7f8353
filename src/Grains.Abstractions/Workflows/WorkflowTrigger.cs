using System.Collections.Immutable;

namespace Fleet.Workflows;

/// <summary>When a workflow starts. AND across the members, OR within one; empty means any. By hand each can be started.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WorkflowTrigger")]
public sealed record WorkflowTrigger
{
    [Id(0)] public required TriggerType Type { get; init; }

    /// <summary>Types of events: geofence_entry, trip_completed, alert_raised, or a custom event's name.</summary>
    [Id(1)] public ImmutableArray<string> Events { get; init; } = [];

    [Id(2)] public ImmutableArray<string> GeofenceIds { get; init; } = [];

    [Id(3)] public ImmutableArray<string> GeofenceTags { get; init; } = [];

    [Id(4)] public ImmutableArray<string> RuleIds { get; init; } = [];

    [Id(5)] public ImmutableArray<string> Priorities { get; init; } = [];

    [Id(6)] public ImmutableArray<string> VehicleIds { get; init; } = [];

    /// <summary>Of a schedule: minute, hour, day of month, month, day of week.</summary>
    [Id(7)] public string? Cron { get; init; }

    /// <summary>Of a schedule without cron.</summary>
    [Id(8)] public int? IntervalSeconds { get; init; }

    /// <summary>An IANA name; UTC where null.</summary>
    [Id(9)] public string? TimeZone { get; init; }
}

using Fleet.Compliance;

namespace Fleet.Events;

/// <summary>A driver's hours of service come near a limit, reach it, or were driven past it.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ComplianceWarned")]
public sealed record ComplianceWarned : FleetEvent
{
    [Id(0)] public required ComplianceKind Kind { get; init; }

    [Id(1)] public required DutyLimit Limit { get; init; }

    [Id(2)] public required DutyStatus Status { get; init; }

    /// <summary>What was left of each limit at the event's time.</summary>
    [Id(3)] public required DutyLeft Left { get; init; }

    /// <summary>When the limit is or was reached, as things stood at the event's time.</summary>
    [Id(4)] public required DateTimeOffset LimitAt { get; init; }

    [Id(5)] public required string Regulation { get; init; }

    [Id(6)] public required string Jurisdiction { get; init; }
}

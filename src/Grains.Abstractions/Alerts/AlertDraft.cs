using System.Collections.Immutable;
using Fleet.Events;

namespace Fleet.Alerts;

/// <summary>An alert to be raised, with all that its rule said at that moment: a rule changed later does not change it.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AlertDraft")]
public sealed record AlertDraft
{
    [Id(0)] public required string AlertId { get; init; }

    [Id(1)] public required string RuleId { get; init; }

    [Id(2)] public required int RuleVersion { get; init; }

    [Id(3)] public required string RuleName { get; init; }

    [Id(4)] public required AlertPriority Priority { get; init; }

    [Id(5)] public required string Title { get; init; }

    [Id(6)] public required string Message { get; init; }

    [Id(7)] public required AlertSource Source { get; init; }

    [Id(8)] public string? VehicleId { get; init; }

    [Id(9)] public string? DriverId { get; init; }

    [Id(10)] public string? TripId { get; init; }

    [Id(11)] public ImmutableArray<AlertChannel> Channels { get; init; } = [];

    [Id(12)] public ImmutableArray<AlertEscalation> Escalations { get; init; } = [];

    [Id(13)] public int? ResolveAfterSeconds { get; init; }

    [Id(14)] public Provenance? Why { get; init; }
}

using System.Collections.Immutable;

namespace Fleet.Alerts;

/// <summary>A rule that needs several events: it holds from the event on that makes the number full, by the events' own times.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AlertCount")]
public sealed record AlertCount
{
    /// <summary>Events, the last one included; 2 or more.</summary>
    [Id(0)] public required int AtLeast { get; init; }

    [Id(1)] public required int WithinSeconds { get; init; }

    /// <summary>Each counts for itself: with vehicle and driver, so many of one vehicle or so many of one driver.</summary>
    [Id(2)] public ImmutableArray<AlertGrouping> Per { get; init; } = [AlertGrouping.Vehicle, AlertGrouping.Driver];
}

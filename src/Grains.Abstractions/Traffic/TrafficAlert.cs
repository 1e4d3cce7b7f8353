using System.Collections.Immutable;
using Fleet.Geography;

namespace Fleet.Traffic;

[GenerateSerializer, Immutable, Alias("Fleet.TrafficAlert")]
public sealed record TrafficAlert
{
    [Id(0)] public required string AlertId { get; init; }

    [Id(1)] public required TrafficAlertPriority Priority { get; init; }

    [Id(2)] public required TrafficAlertCategory Category { get; init; }

    [Id(3)] public required string Title { get; init; }

    [Id(4)] public required string Message { get; init; }

    [Id(5)] public GeoPoint? Location { get; init; }

    [Id(6)] public bool ActionRequired { get; init; }

    /// <summary>What it was drawn from: the accident, zone, warning or area.</summary>
    [Id(7)] public required string SourceId { get; init; }

    [Id(8)] public required DateTimeOffset RaisedAt { get; init; }

    [Id(9)] public ImmutableArray<string> ZoneIds { get; init; } = [];

    /// <summary>When it is over by itself; null where its source says so.</summary>
    [Id(10)] public DateTimeOffset? Until { get; init; }
}

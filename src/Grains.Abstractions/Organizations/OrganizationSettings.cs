using System.Collections.Immutable;
using Fleet.CustomEvents;
using Fleet.Safety;

namespace Fleet.Organizations;

[GenerateSerializer, Immutable, Alias("Fleet.OrganizationSettings")]
public sealed record OrganizationSettings
{
    [Id(0)] public required string OrganizationId { get; init; }

    [Id(1)] public required string Name { get; init; }

    [Id(2)] public SafetyThresholds Thresholds { get; init; } = new();

    /// <summary>The limit where neither the report nor a fence has one, km/h; null for none.</summary>
    [Id(3)] public double? SpeedLimitKmh { get; init; }

    /// <summary>A vehicle silent for this long is offline, seconds.</summary>
    [Id(4)] public double OfflineAfterSeconds { get; init; } = 300;

    /// <summary>Its own events, each name once; in the order in which they came.</summary>
    [Id(20)] public ImmutableArray<CustomEventDefinition> CustomEvents { get; init; } = [];

    /// <summary>Rises by one with every change.</summary>
    [Id(5)] public long Version { get; init; }
}

using System.Collections.Immutable;

namespace Fleet.Events;

/// <summary>Why an event was made: enough to make it again.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.Provenance")]
public sealed record Provenance
{
    /// <summary>For example harsh_braking.accelerometer.</summary>
    [Id(0)] public required string Rule { get; init; }

    [Id(1)] public required int RuleVersion { get; init; }

    /// <summary>The thresholds in force, by name; units stand in the names.</summary>
    [Id(2)] public ImmutableDictionary<string, double> Thresholds { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>The timestamps of the vehicle's positions it was drawn from.</summary>
    [Id(3)] public ImmutableArray<DateTimeOffset> Positions { get; init; } = [];

    /// <summary>Where a road's limit was in force: its layer and its id there, as <c>layer/id</c>.</summary>
    [Id(4)] public string? Road { get; init; }
}

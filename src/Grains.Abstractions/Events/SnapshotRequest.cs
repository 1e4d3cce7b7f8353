using System.Collections.Immutable;
using Fleet.Traffic;

namespace Fleet.Events;

/// <summary>What of a shard's present state is wanted.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.SnapshotRequest")]
public sealed record SnapshotRequest
{
    /// <summary>Only these vehicles; empty for all.</summary>
    [Id(0)] public ImmutableArray<string> VehicleIds { get; init; } = [];

    [Id(1)] public bool Vehicles { get; init; }

    [Id(2)] public bool Safety { get; init; }

    [Id(3)] public bool Trips { get; init; }

    [Id(4)] public bool Drivers { get; init; }

    [Id(5)] public bool Compliance { get; init; }

    [Id(7)] public bool CustomEvents { get; init; }

    [Id(6)] public bool Alerts { get; init; }

    [Id(20)] public TrafficKinds Traffic { get; init; }
}

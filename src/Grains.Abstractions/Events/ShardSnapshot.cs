using System.Collections.Immutable;
using Fleet.Traffic;

namespace Fleet.Events;

/// <summary>The newest location of each vehicle of a shard that was asked for, as of <see cref="Head"/>.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ShardSnapshot")]
public sealed record ShardSnapshot
{
    [Id(0)] public required ShardPosition Head { get; init; }

    [Id(1)] public ImmutableArray<LocationUpdated> Vehicles { get; init; } = [];

    /// <summary>Recent safety events of the shard, oldest first.</summary>
    [Id(2)] public ImmutableArray<SafetyDetected> Safety { get; init; } = [];

    /// <summary>The newest step of each trip that has not ended.</summary>
    [Id(3)] public ImmutableArray<TripChanged> Trips { get; init; } = [];

    /// <summary>The newest measure of each driver of the shard.</summary>
    [Id(4)] public ImmutableArray<DriverPerformanceMeasured> Drivers { get; init; } = [];

    /// <summary>What was last told of each driver's hours of service.</summary>
    [Id(5)] public ImmutableArray<ComplianceWarned> Compliance { get; init; } = [];

    /// <summary>Recent custom events of the shard, oldest first; one that was settled instead of the pending one.</summary>
    [Id(7)] public ImmutableArray<CustomEventRaised> CustomEvents { get; init; } = [];

    /// <summary>The newest step of each alert that is not resolved.</summary>
    [Id(6)] public ImmutableArray<AlertChanged> Alerts { get; init; } = [];

    /// <summary>The newest of each camera, zone, accident that is not over, area, warning and alert in force; warnings that have ended may be among them.</summary>
    [Id(20)] public ImmutableArray<TrafficEvent> Traffic { get; init; } = [];
}

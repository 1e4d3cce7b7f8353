using System.Collections.Immutable;

namespace Fleet.Traffic;

/// <summary>What a camera counted. The subject is the camera.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.TrafficFlowMeasured")]
public sealed record TrafficFlowMeasured : TrafficEvent
{
    /// <summary>Vehicles counted in the period.</summary>
    [Id(0)] public required int Intensity { get; init; }

    /// <summary>km/h; null where no vehicle's speed was measured.</summary>
    [Id(1)] public double? AverageSpeedKmh { get; init; }

    /// <summary>Counts by type: car, motorcycle, truck, bus, …</summary>
    [Id(2)] public ImmutableSortedDictionary<string, int> VehicleTypes { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Share of the road in view that is taken, 0 … 1.</summary>
    [Id(3)] public double? Occupancy { get; init; }

    /// <summary>Null where neither speed nor occupancy is known.</summary>
    [Id(4)] public CongestionLevel? Level { get; init; }

    /// <summary>What the counts are of, seconds.</summary>
    [Id(5)] public required double PeriodSeconds { get; init; }

    /// <summary>The minute that this measure, the first of a new one, closes. Such events are found by asking; the others are in the line only.</summary>
    [Id(6)] public FlowMinute? Closes { get; init; }

    /// <inheritdoc/>
    public override bool IsMeasurement => true;
}

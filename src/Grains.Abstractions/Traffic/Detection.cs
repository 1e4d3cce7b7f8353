using System.Collections.Immutable;
using Fleet.Geography;

namespace Fleet.Traffic;

/// <summary>What a camera reports of the traffic it sees.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.Detection")]
public sealed record Detection
{
    [Id(0)] public required DateTimeOffset Timestamp { get; init; }

    [Id(1)] public required int Intensity { get; init; }

    [Id(2)] public double? AverageSpeedKmh { get; init; }

    [Id(3)] public ImmutableSortedDictionary<string, int> VehicleTypes { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    [Id(4)] public double? Occupancy { get; init; }

    [Id(5)] public required double PeriodSeconds { get; init; }

    /// <summary>Makes the camera known where it is not.</summary>
    [Id(6)] public GeoPoint? Location { get; init; }
}

using System.Collections.Immutable;
using Fleet.Geography;

namespace Fleet.Traffic;

[GenerateSerializer, Immutable, Alias("Fleet.AirQuality")]
public sealed record AirQuality
{
    [Id(0)] public required DateTimeOffset Timestamp { get; init; }

    [Id(1)] public required GeoPoint Location { get; init; }

    /// <summary>US EPA index, 0 … 500 and beyond.</summary>
    [Id(2)] public required int Aqi { get; init; }

    /// <summary>What the index is of; null where the station gave the index alone.</summary>
    [Id(3)] public Pollutant? Dominant { get; init; }

    /// <summary>In the unit of <see cref="Pollutant"/>.</summary>
    [Id(4)] public ImmutableSortedDictionary<Pollutant, double> Pollutants { get; init; } = ImmutableSortedDictionary<Pollutant, double>.Empty;
}

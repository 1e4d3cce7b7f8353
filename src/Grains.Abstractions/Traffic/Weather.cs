using Fleet.Geography;

namespace Fleet.Traffic;

[GenerateSerializer, Immutable, Alias("Fleet.Weather")]
public sealed record Weather
{
    [Id(0)] public required DateTimeOffset Timestamp { get; init; }

    [Id(1)] public required GeoPoint Location { get; init; }

    /// <summary>°C.</summary>
    [Id(2)] public double? Temperature { get; init; }

    /// <summary>As the service words it.</summary>
    [Id(3)] public string? Conditions { get; init; }

    /// <summary>mm an hour.</summary>
    [Id(4)] public double? Precipitation { get; init; }

    /// <summary>Share, 0 … 100.</summary>
    [Id(5)] public double? Humidity { get; init; }

    /// <summary>km/h.</summary>
    [Id(6)] public double? WindSpeed { get; init; }

    /// <summary>km.</summary>
    [Id(7)] public double? Visibility { get; init; }
}

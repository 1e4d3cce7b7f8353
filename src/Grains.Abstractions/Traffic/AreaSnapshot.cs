using System.Collections.Immutable;

namespace Fleet.Traffic;

/// <summary>An area's weather and air.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AreaSnapshot")]
public sealed record AreaSnapshot
{
    [Id(0)] public required string AreaId { get; init; }

    [Id(1)] public Weather? Weather { get; init; }

    [Id(2)] public AirQuality? Air { get; init; }

    [Id(3)] public ImmutableArray<string> ZoneIds { get; init; } = [];
}

using System.Collections.Immutable;

namespace Fleet.Traffic;

[GenerateSerializer, Immutable, Alias("Fleet.WeatherAlert")]
public sealed record WeatherAlert
{
    [Id(0)] public required string AlertId { get; init; }

    /// <summary>For example heavy_rain.</summary>
    [Id(1)] public required string Type { get; init; }

    [Id(2)] public required WeatherAlertSeverity Severity { get; init; }

    [Id(3)] public string? Description { get; init; }

    [Id(4)] public ImmutableArray<string> ZoneIds { get; init; } = [];

    [Id(5)] public required DateTimeOffset Start { get; init; }

    [Id(6)] public required DateTimeOffset End { get; init; }

    [Id(7)] public required DateTimeOffset IssuedAt { get; init; }
}

using System.Collections.Immutable;

namespace Fleet.Places;

/// <summary>The places of one upload.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.PlaceLayer")]
public sealed record PlaceLayer
{
    [Id(0)] public required string LayerId { get; init; }

    /// <summary>The catalogue's version that brought it.</summary>
    [Id(1)] public required long Version { get; init; }

    [Id(2)] public required ImmutableArray<Place> Places { get; init; }
}

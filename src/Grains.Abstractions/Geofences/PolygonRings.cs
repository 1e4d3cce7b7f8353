using System.Collections.Immutable;
using Fleet.Geography;

namespace Fleet.Geofences;

/// <summary>An outer ring and its holes. Rings are closed: first and last point are equal.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.PolygonRings")]
public sealed record PolygonRings
{
    [Id(0)] public required ImmutableArray<GeoPoint> Outer { get; init; }

    [Id(1)] public ImmutableArray<ImmutableArray<GeoPoint>> Holes { get; init; } = [];
}

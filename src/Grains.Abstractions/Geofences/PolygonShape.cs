using System.Collections.Immutable;

namespace Fleet.Geofences;

/// <summary>
/// Polygons with holes, as GeoJSON has them. A polygon that crosses the antimeridian may have longitudes beyond ±180
/// or jump from one side to the other; an edge always takes the shorter way round.
/// </summary>
[GenerateSerializer, Immutable, Alias("Fleet.PolygonShape")]
public sealed record PolygonShape : GeofenceShape
{
    [Id(0)] public required ImmutableArray<PolygonRings> Polygons { get; init; }

    /// <summary>Whether it was given as a MultiPolygon, so that it is shown as one even with a single polygon.</summary>
    [Id(1)] public bool IsMultiPolygon { get; init; }
}

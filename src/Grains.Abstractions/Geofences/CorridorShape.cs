using System.Collections.Immutable;
using Fleet.Geography;

namespace Fleet.Geofences;

/// <summary>Everything within half the width of a path.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.CorridorShape")]
public sealed record CorridorShape : GeofenceShape
{
    [Id(0)] public required ImmutableArray<GeoPoint> Path { get; init; }

    [Id(1)] public required double WidthMeters { get; init; }
}

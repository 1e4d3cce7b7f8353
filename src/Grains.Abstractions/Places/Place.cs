using System.Collections.Immutable;
using Fleet.Geofences;
using Fleet.Geography;

namespace Fleet.Places;

/// <summary>
/// Something that gives a position its address or the name of its area. Exactly one of <see cref="Point"/> (an address or a
/// place of interest), <see cref="Lines"/> (a street) and <see cref="Area"/> (a neighbourhood, a district) is given.
/// </summary>
[GenerateSerializer, Immutable, Alias("Fleet.Place")]
public sealed record Place
{
    /// <summary>Unique within its layer.</summary>
    [Id(0)] public required string PlaceId { get; init; }

    [Id(1)] public string? Name { get; init; }

    /// <summary>Of a point; what people would write on an envelope.</summary>
    [Id(2)] public string? Address { get; init; }

    [Id(3)] public GeoPoint? Point { get; init; }

    /// <summary>Each line as longitude, latitude, longitude, latitude … in units of 1e-7 degrees; at least two points.</summary>
    [Id(4)] public ImmutableArray<ImmutableArray<int>> Lines { get; init; } = [];

    [Id(5)] public PolygonShape? Area { get; init; }

    /// <summary>Points of its geometry.</summary>
    public int PointCount => (Point is null ? 0 : 1)
        + Lines.Sum(line => line.Length / 2)
        + (Area?.Polygons.Sum(p => p.Outer.Length + p.Holes.Sum(h => h.Length)) ?? 0);
}

using System.Collections.Immutable;
using Fleet.Geofences;
using Fleet.Geography;
using Fleet.Layers;
using Fleet.Roads;

namespace Fleet.Places;

/// <summary>Places for tests: metres east and north of 0°, 10°, as positions of tests have them.</summary>
internal static class PlaceLayers
{
    private const double MetersPerDegree = Geodesy.EarthRadiusMeters * Math.PI / 180;

    public static GeoPoint At(double east, double north) => new(north / MetersPerDegree, 10 + (east / MetersPerDegree));

    public static Place Point(string id, double east, double north, string? address = null) =>
        new() { PlaceId = id, Name = id, Address = address, Point = At(east, north) };

    public static Place Street(string name, params (double East, double North)[] points) =>
        new() { PlaceId = name, Name = name, Lines = RoadLayers.Road(name, null, points).Lines };

    public static Place Square(string name, double east, double north, double half, double? hole = null) => new()
    {
        PlaceId = name,
        Name = name,
        Area = new PolygonShape { Polygons = [new PolygonRings { Outer = Ring(east, north, half), Holes = hole is { } h ? [Ring(east, north, h)] : [] }] },
    };

    public static PlaceIndex Index(params Place[][] layers) => PlaceIndex.Empty.With(
        new LayerCatalog
        {
            Version = 1,
            Layers = [.. layers.Select((l, i) => new LayerInfo { LayerId = $"l{i}", Version = 1, Features = l.Length, Points = 0, UpdatedAt = default })],
        },
        layers.Select((l, i) => new PlaceLayer { LayerId = $"l{i}", Version = 1, Places = [.. l] }).ToDictionary(l => l.LayerId));

    public static PlaceFound Ask(this PlaceIndex index, double east, double north)
    {
        var at = At(east, north);
        return index.At(at.Latitude, at.Longitude);
    }

    private static ImmutableArray<GeoPoint> Ring(double east, double north, double half) =>
        [At(east - half, north - half), At(east + half, north - half), At(east + half, north + half), At(east - half, north + half), At(east - half, north - half)];
}

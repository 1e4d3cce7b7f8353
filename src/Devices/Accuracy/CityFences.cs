using System.Collections.Immutable;
using System.Text.Json;
using Fleet.Geofences;
using Fleet.Geography;

namespace Fleet.Devices.Accuracy;

/// <summary>The neighbourhoods in the index that the vehicles ask: what it says of a point by itself, without the patience of a crossing.</summary>
internal sealed class CityFences
{
    private readonly GeofenceIndex _index;

    public CityFences(JsonElement collection) => _index = GeofenceIndex.Empty.With(new GeofenceChanges
    {
        Version = 1,
        Since = -1,
        Complete = true,
        Defined = [.. collection.GetProperty("features").EnumerateArray().Select((feature, i) => new GeofenceDefinition
        {
            GeofenceId = "n" + i,
            Name = feature.GetProperty("properties").GetProperty("NOME").GetString()!,
            Shape = Shape(feature.GetProperty("geometry")),
        })],
    });

    /// <returns>The names of the fences that hold the point, and how far its nearest border is, metres.</returns>
    public (List<string> Names, double BorderMeters) At(double latitude, double longitude)
    {
        var names = new List<string>();
        var border = double.PositiveInfinity;
        foreach (var fence in _index.At(latitude, longitude))
        {
            names.Add(fence.Definition.Name);
            border = Math.Min(border, -fence.SignedDistance(latitude, longitude));
        }

        return (names, border);
    }

    private static PolygonShape Shape(JsonElement geometry)
    {
        var coordinates = geometry.GetProperty("coordinates");
        var polygons = geometry.GetProperty("type").GetString() == "Polygon" ? [coordinates] : coordinates.EnumerateArray().ToList();
        return new PolygonShape
        {
            Polygons = [.. polygons.Select(p => new PolygonRings { Outer = Ring(p[0]), Holes = [.. p.EnumerateArray().Skip(1).Select(Ring)] })],
        };
    }

    private static ImmutableArray<GeoPoint> Ring(JsonElement ring) =>
        [.. ring.EnumerateArray().Select(c => new GeoPoint(c[1].GetDouble(), c[0].GetDouble()))];
}

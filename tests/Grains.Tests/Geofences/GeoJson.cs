using System.Collections.Immutable;
using System.Text.Json;
using Fleet.Geography;

namespace Fleet.Geofences;

/// <summary>Reads the polygons of a GeoJSON file, as the tests need them.</summary>
internal static class GeoJson
{
    public static List<(string Name, PolygonShape Shape)> Read(string path, string property)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.GetProperty("features").EnumerateArray().Select(f => (
            f.GetProperty("properties").GetProperty(property).GetString()!, Shape(f.GetProperty("geometry"))))];
    }

    public static PolygonShape Shape(JsonElement geometry)
    {
        var coordinates = geometry.GetProperty("coordinates");
        var polygons = geometry.GetProperty("type").GetString() == "Polygon" ? [coordinates] : coordinates.EnumerateArray().ToList();
        return new PolygonShape
        {
            Polygons = [.. polygons.Select(p => new PolygonRings
            {
                Outer = Ring(p[0]),
                Holes = [.. p.EnumerateArray().Skip(1).Select(Ring)],
            })],
        };
    }

    private static ImmutableArray<GeoPoint> Ring(JsonElement ring) =>
        [.. ring.EnumerateArray().Select(c => new GeoPoint(c[1].GetDouble(), c[0].GetDouble()))];
}

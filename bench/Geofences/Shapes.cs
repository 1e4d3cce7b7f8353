using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fleet.Geofences;
using Fleet.Geography;

namespace Fleet.Bench;

/// <summary>The polygons of the run, and points to ask about.</summary>
internal static class Shapes
{
    private const int TilesAcross = 6;

    public static string? FindCounties()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", "geofences", "us_counties.geojson");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    public static List<PolygonShape> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return
        [
            .. document.RootElement.GetProperty("features").EnumerateArray()
                .Select(f => f.GetProperty("geometry").GetProperty("coordinates"))
                .Select(g => new PolygonShape
                {
                    Polygons = [.. g.EnumerateArray().Select(p => new PolygonRings
                    {
                        Outer = Ring(p[0]),
                        Holes = [.. p.EnumerateArray().Skip(1).Select(Ring)],
                    })],
                })

                // Alaska's islands beyond 180° would be another world's in a tile.
                .Where(s => s.Polygons.All(p => p.Outer.All(v => v.Longitude < 0))),
        ];
    }

    public static List<PolygonShape> MadeUp(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var (lat, lon) = (18 + (random.NextDouble() * 52), -178 + (random.NextDouble() * 112));
            var ring = Enumerable.Range(0, 17).Select(k => k * Math.PI * 2 / 17).Select(a => (0.2 + (random.NextDouble() * 0.4)) is var reach
                ? new GeoPoint(lat + (reach * Math.Sin(a)), lon + (reach * Math.Cos(a))) : default).ToList();
            return new PolygonShape { Polygons = [new PolygonRings { Outer = [.. ring, ring[0]] }] };
        })];
    }

    /// <summary>The same country over and over, each copy in a tile of its own.</summary>
    public static List<GeofenceDefinition> Replicate(List<PolygonShape> shapes, int count)
    {
        var fences = new List<GeofenceDefinition>(count);
        for (var i = 0; i < count; i++)
        {
            var tile = i / shapes.Count;
            var (west, south) = (-180 + (tile % TilesAcross * 360.0 / TilesAcross), -84 + (tile / TilesAcross * 28.0));
            GeoPoint Move(GeoPoint p) => new(south + ((p.Latitude - 17) * 0.49), west + ((p.Longitude + 180) * 0.51));
            fences.Add(new GeofenceDefinition
            {
                GeofenceId = i.ToString(CultureInfo.InvariantCulture),
                Name = "",
                Shape = new PolygonShape
                {
                    Polygons = [.. shapes[i % shapes.Count].Polygons.Select(p => new PolygonRings
                    {
                        Outer = [.. p.Outer.Select(Move)],
                        Holes = [.. p.Holes.Select(h => h.Select(Move).ToImmutableArray())],
                    })],
                },
            });
        }

        return fences;
    }

    /// <summary>Each in the rectangle around some polygon: where vehicles are, fences are near.</summary>
    public static (double Lat, double Lon)[] Points(List<GeofenceDefinition> fences, int count)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var outer = ((PolygonShape)fences[random.Next(fences.Count)].Shape).Polygons[0].Outer;
            var (south, north) = (outer.Min(p => p.Latitude), outer.Max(p => p.Latitude));
            var (west, east) = (outer.Min(p => p.Longitude), outer.Max(p => p.Longitude));
            return (south + (random.NextDouble() * (north - south)), west + (random.NextDouble() * (east - west)));
        })];
    }

    public static int Vertices(PolygonShape shape) => shape.Polygons.Sum(p => p.Outer.Length + p.Holes.Sum(h => h.Length));

    private static ImmutableArray<GeoPoint> Ring(JsonElement ring) =>
        [.. ring.EnumerateArray().Select(c => new GeoPoint(c[1].GetDouble(), c[0].GetDouble()))];
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fleet.Layers;
using Fleet.Testing;
using Fleet.Vehicles;

namespace Fleet.Roads;

/// <summary>Roads for tests: metres east and north of 0°, 10°, as <see cref="Positions"/> has them.</summary>
internal static class RoadLayers
{
    private const double MetersPerDegree = Geography.Geodesy.EarthRadiusMeters * Math.PI / 180;

    public static RoadLimit Road(string id, double? limit, params (double East, double North)[] points) => new()
    {
        RoadId = id,
        ForwardKmh = limit,
        BackwardKmh = limit,
        Lines = [[.. points.SelectMany(p => new[] { Unit(10 + (p.East / MetersPerDegree)), Unit(p.North / MetersPerDegree) })]],
    };

    public static RoadIndex Index(params RoadLimit[] roads) => Of([.. roads]);

    private static RoadIndex Of(ImmutableArray<RoadLimit> roads) => RoadIndex.Empty.With(
        new LayerCatalog { Version = 1, Layers = [new LayerInfo { LayerId = "l", Version = 1, Features = roads.Length, Points = 0, UpdatedAt = default }] },
        new Dictionary<string, RoadLayer> { ["l"] = new RoadLayer { LayerId = "l", Version = 1, Roads = roads } });

    /// <summary>The 6,037 roads of Curitiba that have a limit; null where the data is absent.</summary>
    public static RoadIndex? Curitiba()
    {
        if (SharedData.Find("ndsbr_curitiba/osm_roads_maxspeed.geojson") is not { } path)
            return null;

        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return Of([.. document.RootElement.GetProperty("features").EnumerateArray().Select(f =>
        {
            var limit = double.Parse(f.GetProperty("properties").GetProperty("maxspeed").GetString()!, CultureInfo.InvariantCulture);
            return new RoadLimit
            {
                RoadId = f.GetProperty("properties").GetProperty("osm_id").GetString()!,
                ForwardKmh = limit,
                BackwardKmh = limit,
                Lines = [[.. f.GetProperty("geometry").GetProperty("coordinates").EnumerateArray()
                    .SelectMany(c => new[] { Unit(c[0].GetDouble()), Unit(c[1].GetDouble()) })]],
            };
        })]);
    }

    public static int Unit(double degrees) => (int)Math.Round(degrees / RoadLimit.Unit);
}

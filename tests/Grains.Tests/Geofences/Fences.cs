using System.Collections.Immutable;
using Fleet.Geography;
using Fleet.Schedules;

namespace Fleet.Geofences;

/// <summary>Fences for tests.</summary>
internal static class Fences
{
    public static GeofenceDefinition Of(string id, GeofenceShape shape) =>
        new() { GeofenceId = id, Name = "name of " + id, Shape = shape };

    public static GeofenceDefinition Circle(string id, double latitude, double longitude, double radius) =>
        Of(id, new CircleShape { Center = new GeoPoint(latitude, longitude), RadiusMeters = radius });

    /// <param name="receivedAt">As it happened where absent.</param>
    public static GeofenceStay Stay(string vehicleId, DateTimeOffset since, DateTimeOffset? receivedAt = null) =>
        new() { VehicleId = vehicleId, Since = since, ReceivedAt = receivedAt ?? since };

    public static WeeklySchedule Schedule(string zone, params (string Days, int From, int To)[] windows) => new()
    {
        TimeZone = zone,
        Windows = [.. windows.Select(w => new WeeklyHours
        {
            Days = [.. w.Days.Select(d => (DayOfWeek)(d - '0'))], FromMinute = w.From, ToMinute = w.To,
        })],
    };

    public static PolygonShape Polygon(params (double Lon, double Lat)[] ring) => Polygon(ring, []);

    public static PolygonShape Polygon((double Lon, double Lat)[] ring, params (double Lon, double Lat)[][] holes) => new()
    {
        Polygons = [new PolygonRings { Outer = Ring(ring), Holes = [.. holes.Select(Ring)] }],
    };

    public static PolygonShape Box(double west, double south, double east, double north) =>
        Polygon((west, south), (east, south), (east, north), (west, north), (west, south));

    public static ImmutableArray<GeoPoint> Ring((double Lon, double Lat)[] ring) => [.. ring.Select(p => new GeoPoint(p.Lat, p.Lon))];

    public static GeofenceIndex Index(params IEnumerable<GeofenceDefinition> fences) =>
        GeofenceIndex.Empty.With(new GeofenceChanges { Version = 1, Since = -1, Complete = true, Defined = [.. fences] });

    public static List<string> IdsAt(this GeofenceIndex index, double latitude, double longitude)
    {
        var ids = new List<string>();
        foreach (var fence in index.At(latitude, longitude))
        {
            ids.Add(fence.Definition.GeofenceId);
        }

        ids.Sort(StringComparer.Ordinal);
        return ids;
    }

    /// <summary>A fence of any kind, size and place, the seam of the globe and the far north included.</summary>
    public static GeofenceDefinition Random(Random random, string id)
    {
        var (lat, lon) = ((random.NextDouble() * 150) - 75, random.Next(3) == 0 ? 180 + (random.NextDouble() - 0.5) : (random.NextDouble() * 360) - 180);
        var size = Math.Pow(10, (random.NextDouble() * 4.5) - 4);
        return Of(id, random.Next(4) switch
        {
            0 => new CircleShape { Center = new GeoPoint(lat, lon > 180 ? lon - 360 : lon), RadiusMeters = Math.Min(size * 111_000, 300_000) },
            1 => new CorridorShape { Path = [.. Walk(random, lat, lon, size)], WidthMeters = Math.Min(size * 50_000, 20_000) },
            _ => Star(random, lat, lon, size),
        });
    }

    private static PolygonShape Star(Random random, double lat, double lon, double size)
    {
        var count = random.Next(3, 60);
        var outer = Enumerable.Range(0, count).Select(i => Spoke(i, size * (0.5 + (random.NextDouble() / 2)))).ToList();
        var hole = Enumerable.Range(0, 5).Select(i => Spoke(i * count / 5.0, size * 0.2)).ToList();
        (double, double) Spoke(double i, double length) => (
            Wrap(lon + (length * Math.Cos(2 * Math.PI * i / count))), lat + (length * Math.Sin(2 * Math.PI * i / count) / 3));
        return random.Next(2) == 0
            ? Polygon([.. outer, outer[0]])
            : Polygon([.. outer, outer[0]], [.. hole, hole[0]]);
    }

    private static IEnumerable<GeoPoint> Walk(Random random, double lat, double lon, double size)
    {
        for (var i = 0; i < random.Next(2, 12); i++)
        {
            yield return new GeoPoint(Math.Clamp(lat, -85, 85), Wrap(lon));
            (lat, lon) = (lat + ((random.NextDouble() - 0.5) * size), lon + ((random.NextDouble() - 0.5) * size));
        }

        yield return new GeoPoint(Math.Clamp(lat, -85, 85), Wrap(lon));
    }

    private static double Wrap(double lon) => lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon;
}

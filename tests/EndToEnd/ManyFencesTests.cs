using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Geofences;
using Fleet.Geography;
using Fleet.Testing;
using Fleet.Vehicles;

namespace Fleet.EndToEnd;

/// <summary>
/// 10,000 fences by bulk import, vehicles over their borders by REST: the whole system tells what the pure code finds, no more and no less. That this
/// is right is BorderCrossingTests' affair.
/// </summary>
public sealed class ManyFencesTests
{
    private const int Vehicles = 8;
    private const int Fixes = 300;

    [SkippableFact]
    public async Task Vehicles_over_ten_thousand_fences_enter_and_leave_as_the_pure_code_says()
    {
        var path = SharedData.Find("geofences/us_counties.geojson");
        Skip.If(path is null, "shared/data/geofences is absent: 10,000 fences were not imported.");
        var counties = Counties(path);
        var fences = new[] { 0.0, 110, 250, -30 }.SelectMany(turn => counties.Select(c => (Id: $"{c.Id}.{turn + 30}", Coordinates: Turned(c.Coordinates, turn)))).ToList();
        Assert.True(fences.Count > 10_000);
        await using var host = await FleetHost.Start();
        foreach (var part in fences.Chunk(5_000))
        {
            using var answer = JsonDocument.Parse(await host.Post("/v1/geofences/bulk", FeatureCollection(part)));
            Assert.Equal(part.Length, answer.RootElement.GetProperty("created").GetInt32());
        }

        var index = GeofenceIndex.Empty.With(new GeofenceChanges
        {
            Version = 1, Since = -1, Complete = true, Defined = [.. fences.Select(f => new GeofenceDefinition { GeofenceId = f.Id, Name = f.Id, Shape = Shape(f.Coordinates) })],
        });
        var run = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var start = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeSeconds());
        var crossed = 0;
        for (var v = 0; v < Vehicles; v++)
        {
            var vehicle = $"many_{run}_{v}";
            var random = new Random(v);
            var drive = Drive(((PolygonShape)Shape(fences[random.Next(fences.Count)].Coordinates)).Polygons[0].Outer[0], random, start);
            foreach (var part in drive.Chunk(100))
            {
                await SendUntilTaken(host, "[" + string.Join(',', part.Select(p => Json(vehicle, p))) + "]");
            }

            var expected = Crossings(vehicle, drive, index);
            crossed += expected.Count;
            Assert.Equal(expected, await Told(host, vehicle));
        }

        Assert.True(crossed >= Vehicles * 2, $"only {crossed} crossings");
    }

    /// <summary>The first ones come before the silo has made its index of so many, and are told to come again; what was taken is known then.</summary>
    private static async Task SendUntilTaken(FleetHost host, string positions)
    {
        for (var left = 20; !await host.TryPost("/v1/locations", positions); left--)
        {
            Assert.True(left > 0, "positions were never taken");
        }
    }

    private static List<string> Crossings(string vehicle, List<Position> drive, GeofenceIndex index)
    {
        var (state, crossings) = (new OccupancyState(), new List<GeofenceCrossing>());
        drive.ForEach(p => GeofenceMonitor.Apply(state, vehicle, p, index, crossings));
        return [.. crossings.Select(c => Line(c.Entry ? "geofence_entry" : "geofence_exit", c.Fence.GeofenceId, c.At)).Order(StringComparer.Ordinal)];
    }

    private static async Task<List<string>> Told(FleetHost host, string vehicle)
    {
        var (_, body) = await host.Get($"/v1/events?vehicle_id={vehicle}&types=geofence_entry,geofence_exit&limit=100");
        using var page = JsonDocument.Parse(body);
        return
        [
            .. page.RootElement.GetProperty("items").EnumerateArray().Select(e => Line(
                e.GetProperty("event").GetString()!,
                e.GetProperty("details").GetProperty("geofence").GetProperty("geofence_id").GetString()!,
                e.GetProperty("timestamp").GetDateTimeOffset())).Order(StringComparer.Ordinal),
        ];
    }

    private static string Line(string kind, string fence, DateTimeOffset at) => $"{at.ToUnixTimeSeconds()} {kind} {fence}";

    /// <summary>Straight on over a point of a border, with noise.</summary>
    private static List<Position> Drive(GeoPoint over, Random random, DateTimeOffset start)
    {
        const double StepDegrees = 40 / 111_195.0;
        var heading = random.NextDouble() * 2 * Math.PI;
        return
        [
            .. Enumerable.Range(0, Fixes).Select(i => new Position
            {
                Timestamp = start.AddSeconds(i),
                ReceivedAt = start.AddSeconds(i),
                Latitude = over.Latitude + ((i - (Fixes / 3)) * StepDegrees * Math.Cos(heading)) + Noise(),
                Longitude = Wrapped(over.Longitude + (((i - (Fixes / 3)) * StepDegrees * Math.Sin(heading)) + Noise()) / Math.Cos(over.Latitude * Math.PI / 180)),
                SpeedKmh = 144,
                AccuracyMeters = 8,
            }),
        ];

        double Noise() => (random.NextDouble() - 0.5) * 10 / 111_195.0;
    }

    private static string Json(string vehicle, Position p) => string.Create(CultureInfo.InvariantCulture, $$$"""
        {"vehicle_id":"{{{vehicle}}}","timestamp":"{{{p.Timestamp:yyyy-MM-dd'T'HH:mm:ss'Z'}}}","location":{"latitude":{{{p.Latitude:R}}},"longitude":{{{p.Longitude:R}}},"speed":144,"accuracy":8}}
        """);

    private static List<(string Id, JsonArray Coordinates)> Counties(string path) =>
    [
        .. JsonNode.Parse(File.ReadAllBytes(path))!["features"]!.AsArray()
            .Select(f => (Id: (string)f!["properties"]!["AFFGEOID"]!, Coordinates: f["geometry"]!["coordinates"]!.AsArray()))
            .DistinctBy(c => c.Id),
    ];

    private static string FeatureCollection(IEnumerable<(string Id, JsonArray Coordinates)> fences) =>
        """{"type":"FeatureCollection","features":[""" + string.Join(',', fences.Select(f =>
            $$$"""{"type":"Feature","id":"{{{f.Id}}}","properties":{"name":"{{{f.Id}}}"},"geometry":{"type":"MultiPolygon","coordinates":{{{f.Coordinates.ToJsonString()}}}}}""")) + "]}";

    private static JsonArray Turned(JsonArray coordinates, double degrees) => coordinates is [JsonValue longitude, JsonValue latitude, ..]
        ? [(double)longitude + degrees, (double)latitude]
        : [.. coordinates.Select(c => Turned(c!.AsArray(), degrees))];

    private static PolygonShape Shape(JsonArray coordinates) => new()
    {
        IsMultiPolygon = true,
        Polygons = [.. coordinates.Select(p => new PolygonRings { Outer = Ring(p![0]!), Holes = [.. p.AsArray().Skip(1).Select(r => Ring(r!))] })],
    };

    private static ImmutableArray<GeoPoint> Ring(JsonNode ring) => [.. ring.AsArray().Select(c => new GeoPoint((double)c![1]!, (double)c[0]!))];

    private static double Wrapped(double longitude) => longitude >= 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude;
}

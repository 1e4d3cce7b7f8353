using System.Collections.Immutable;
using System.Text.Json;
using Fleet.Geography;
using Fleet.Testing;
using Fleet.Vehicles;
using Xunit.Abstractions;

namespace Fleet.Roads;

/// <summary>
/// Drives along the roads of a real city with errors as receivers make them: which road is right is known by construction.
/// The nearest road, whatever its direction, is what the matcher is compared with.
/// </summary>
public sealed class SimulatedDriveTests(ITestOutputHelper output)
{
    private const double MetersPerDegree = Geodesy.EarthRadiusMeters * Math.PI / 180;

    private readonly RoadMatcher _matcher = new();

    [SkippableTheory]
    [InlineData(3, null, 0.99)]
    [InlineData(6, null, 0.99)]
    [InlineData(6, 9.0, 0.99)]
    [InlineData(10, null, 0.97)]
    [InlineData(10, 15.0, 0.99)]
    [InlineData(15, 22.0, 0.98)]
    public void Limit_of_the_road_driven_is_found(double sigmaMeters, double? accuracyMeters, double atLeast)
    {
        var path = SharedData.Find("ndsbr_curitiba/osm_roads_maxspeed.geojson");
        Skip.If(path is null, "shared/data/ndsbr_curitiba is absent");
        var roads = RoadLayers.Curitiba()!;
        var random = new Random(4711);
        var (fixes, right, nearest) = (0, 0, 0);
        var finds = new List<RoadFind>();
        foreach (var (limit, line) in Lines(path).Where((_, i) => i % 10 == 0))
        {
            RoadMatchState? state = null;
            var (east, north) = (0.0, 0.0);
            var second = 0;
            foreach (var (place, heading) in Walk(line, 12))
            {
                // Errors follow one another: a first-order process with a correlation of 0.9 a second.
                (east, north) = ((0.9 * east) + (0.436 * sigmaMeters * Normal(random)), (0.9 * north) + (0.436 * sigmaMeters * Normal(random)));
                var position = new Position
                {
                    Timestamp = Positions.Start.AddSeconds(second),
                    ReceivedAt = Positions.Start.AddSeconds(second),
                    Latitude = place.Latitude + (north / MetersPerDegree),
                    AccuracyMeters = accuracyMeters,
                    Longitude = place.Longitude + (east / MetersPerDegree / Math.Cos(place.Latitude * Math.PI / 180)),
                };
                var match = _matcher.Apply(ref state, position, 43, heading + (5 * Normal(random)), roads);
                second++;
                finds.Clear();
                roads.Near(position.Latitude, position.Longitude, 40, null, finds);
                fixes++;
                right += match?.LimitKmh == limit ? 1 : 0;
                nearest += finds.Count > 0 && finds.MinBy(f => f.Meters) is var near && near.Layer[near.Road].ForwardKmh == limit ? 1 : 0;
            }
        }

        output.WriteLine($"σ {sigmaMeters} m, accuracy {accuracyMeters}: {fixes} fixes, limit right {(double)right / fixes:0.000}, of the nearest road {(double)nearest / fixes:0.000}");
        Assert.True(right >= atLeast * fixes);
        Assert.True(right > nearest);
    }

    /// <summary>Roads of at least 300 m.</summary>
    private static IEnumerable<(double Limit, ImmutableArray<GeoPoint> Line)> Lines(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
        {
            ImmutableArray<GeoPoint> line = [.. feature.GetProperty("geometry").GetProperty("coordinates").EnumerateArray().Select(c => new GeoPoint(c[1].GetDouble(), c[0].GetDouble()))];
            if (line.Zip(line.Skip(1)).Sum(s => Geodesy.DistanceMeters(s.First, s.Second)) >= 300)
                yield return (double.Parse(feature.GetProperty("properties").GetProperty("maxspeed").GetString()!, System.Globalization.CultureInfo.InvariantCulture), line);
        }
    }

    /// <summary>A place every so many metres, with the direction of the line there.</summary>
    private static IEnumerable<(GeoPoint Place, double Heading)> Walk(ImmutableArray<GeoPoint> line, double step)
    {
        var rest = 0.0;
        for (var i = 0; i + 1 < line.Length; i++)
        {
            var length = Geodesy.DistanceMeters(line[i], line[i + 1]);
            var heading = Geodesy.BearingDegrees(line[i], line[i + 1]);
            for (; rest < length; rest += step)
                yield return (Geodesy.Interpolate(line[i], line[i + 1], rest / length), heading);
            rest -= length;
        }
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

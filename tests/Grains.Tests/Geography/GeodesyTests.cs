using System.Globalization;
using System.Text.Json;
using Fleet.Testing;

namespace Fleet.Geography;

public class GeodesyTests
{
    [Fact]
    public void Distance_of_turfs_vector_is_exact() =>
        Assert.Equal(97129.22118967835, Geodesy.DistanceMeters(new(39.984, -75.343), new(39.123, -75.534)), 6);

    [Theory]
    [InlineData(0, 179.9, 0, -179.9)]
    [InlineData(0, 0.1, 0, -0.1)]
    [InlineData(89.9, 0, 89.9, 180)]
    public void Distance_takes_the_shorter_way_round(double lat1, double lon1, double lat2, double lon2) =>
        Assert.Equal(0.2 * Math.PI / 180 * Geodesy.EarthRadiusMeters, Geodesy.DistanceMeters(new(lat1, lon1), new(lat2, lon2)), 3);

    [Fact]
    public void Distance_of_antipodes_is_half_the_circumference() =>
        Assert.Equal(Math.PI * Geodesy.EarthRadiusMeters, Geodesy.DistanceMeters(new(12, 34), new(-12, -146)), 3);

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 90)]
    [InlineData(-1, 0, 180)]
    [InlineData(0, -1, 270)]
    public void Bearing_is_clockwise_from_north(double lat, double lon, double expected) =>
        Assert.Equal(expected, Geodesy.BearingDegrees(new(0, 0), new(lat, lon)), 9);

    [Theory]
    [InlineData(350, 10, 20)]
    [InlineData(10, 350, -20)]
    [InlineData(0, 180, 180)]
    [InlineData(180, 0, 180)]
    [InlineData(90, 90, 0)]
    public void Turn_takes_the_shorter_way(double from, double to, double expected) =>
        Assert.Equal(expected, Geodesy.TurnDegrees(from, to), 9);

    [Fact]
    public void Interpolate_divides_the_way()
    {
        var (from, to) = (new GeoPoint(60, 179), new GeoPoint(61, -178));
        var middle = Geodesy.Interpolate(from, to, 0.25);
        Assert.Equal(Geodesy.DistanceMeters(from, to) / 4, Geodesy.DistanceMeters(from, middle), 3);
        Assert.Equal(Geodesy.DistanceMeters(from, to) * 3 / 4, Geodesy.DistanceMeters(middle, to), 3);
    }

    [Fact]
    public void EntersCircle_between_two_points_outside_is_found()
    {
        var share = Geodesy.EntersCircle(new(0, 179.99), new(0, -179.99), new(0, 180), 100);
        var entry = 0.5 - (100 / Geodesy.DistanceMeters(new(0, 179.99), new(0, -179.99)));
        Assert.Equal(entry, share!.Value, 6);
        Assert.Null(Geodesy.EntersCircle(new(0, 179.99), new(0, -179.99), new(0.01, 180), 100));
        Assert.Null(Geodesy.EntersCircle(new(0, 1), new(0, 2), new(0, 0), 100));
        Assert.Equal(0, Geodesy.EntersCircle(new(0, 0), new(0, 1), new(0, 0), 100));
    }

    [SkippableFact]
    public void Distance_is_within_the_sphere_s_error_of_Karney_s_geodesics()
    {
        var path = SharedData.Find("geodesy_vectors/GeodTest-100.dat");
        Skip.If(path is null, "shared data is absent");
        foreach (var line in File.ReadLines(path))
        {
            var n = line.Split(' ').Select(x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray();
            var error = (Geodesy.DistanceMeters(new(n[0], n[1]), new(n[3], n[4])) / n[6]) - 1;
            Assert.InRange(error, -0.0056, 0.0056);
        }
    }

    [SkippableTheory]
    [InlineData("route1")]
    [InlineData("route2")]
    public void Length_of_turfs_routes_is_exact_to_the_foot(string name)
    {
        var path = SharedData.Find($"geodesy_vectors/turf-length/in/{name}.geojson");
        Skip.If(path is null, "shared data is absent");
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        var root = json.RootElement;
        var feature = root.TryGetProperty("features", out var features) ? features[0] : root;
        var meters = 0.0;
        GeoPoint? last = null;
        foreach (var c in feature.GetProperty("geometry").GetProperty("coordinates").EnumerateArray())
        {
            var point = new GeoPoint(c[1].GetDouble(), c[0].GetDouble());
            meters += last is null ? 0 : Geodesy.DistanceMeters(last.Value, point);
            last = point;
        }

        var feet = File.ReadAllText(SharedData.Find($"geodesy_vectors/turf-length/out/{name}.json")!);
        Assert.Equal(double.Parse(feet, CultureInfo.InvariantCulture), Math.Round(meters * 3.28084));
    }
}

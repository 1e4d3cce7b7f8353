using System.Globalization;
using System.Text.Json;
using Fleet.Testing;
using NetTopologySuite.Geometries.Prepared;

namespace Fleet.Geofences;

/// <summary>The index and the validator on published boundaries, against NetTopologySuite and against labels.</summary>
public sealed class RealShapesTests
{
    [SkippableTheory]
    [InlineData("geofences/us_counties.geojson", "AFFGEOID", -125, 24, -66, 50, 60_000)]
    [InlineData("geofences/san_francisco_neighborhoods.geojson", "name", -122.53, 37.69, -122.35, 37.84, 20_000)]
    [InlineData("geofences/austin_neighborhoods.geojson", "name", -97.95, 30.1, -97.55, 30.5, 20_000)]
    public void Index_agrees_with_NetTopologySuite(string file, string property, double west, double south, double east, double north, int points)
    {
        var path = SharedData.Find(file);
        Skip.If(path is null, $"shared/data/{file} is absent");
        var shapes = GeoJson.Read(path, property).DistinctBy(s => s.Name).ToList();

        // What is not valid has no agreed inside.
        var valid = shapes.Where(s => Oracle.Of(s.Shape).IsValid).ToList();
        Assert.True(valid.Count >= shapes.Count - 5);
        var index = Fences.Index(valid.Select(s => Fences.Of(s.Name, s.Shape)));
        var tree = new NetTopologySuite.Index.Strtree.STRtree<(string Name, IPreparedGeometry Shape)>();
        foreach (var (name, shape) in valid)
        {
            var geometry = Oracle.Of(shape);
            tree.Insert(geometry.EnvelopeInternal, (name, PreparedGeometryFactory.Prepare(geometry)));
        }

        var random = new Random(7);
        var hits = 0;
        for (var i = 0; i < points; i++)
        {
            var (lat, lon) = (south + (random.NextDouble() * (north - south)), west + (random.NextDouble() * (east - west)));
            var point = Oracle.Point(lat, lon);
            var expected = tree.Query(point.EnvelopeInternal).Where(c => c.Shape.Contains(point)).Select(c => c.Name).Order(StringComparer.Ordinal);
            var actual = index.IdsAt(lat, lon);
            Assert.Equal(expected, actual);
            hits += actual.Count;
        }

        Assert.True(hits > points / 10, "the points hit too little to tell anything");
    }

    [SkippableTheory]
    [InlineData("Fiji", -17.8, 178.0, -16.3, -179.95)]
    [InlineData("Russia", 66.0, 179.0, 67.0, -175.0)]
    [InlineData("Antarctica", -85.0, 100.0, -89.9, -180.0)]
    public void Country_over_the_seam_or_pole_holds_both_places(string name, double lat1, double lon1, double lat2, double lon2)
    {
        var path = SharedData.Find("geofences/world_countries_110m.geojson");
        Skip.If(path is null, "shared/data/geofences is absent");
        var index = Fences.Index(GeoJson.Read(path, "name").Where(c => c.Name == name).Select(c => Fences.Of(c.Name, c.Shape)));

        Assert.Equal([name], index.IdsAt(lat1, lon1));
        Assert.Equal([name], index.IdsAt(lat2, lon2));
        Assert.Empty(index.IdsAt(10, 10));
    }

    [SkippableFact]
    public void Every_labelled_point_of_Curitiba_is_in_its_neighbourhood_only()
    {
        var path = SharedData.Find("ndsbr_curitiba/neighbourhoods.geojson");
        Skip.If(path is null, "shared/data/ndsbr_curitiba is absent");
        var index = Fences.Index(GeoJson.Read(path, "NOME").Select(s => Fences.Of(s.Name, s.Shape)));
        var points = 0;
        foreach (var file in (string[])["driver_A.csv", "driver_B.csv"])
        {
            var lines = File.ReadLines(SharedData.Find("ndsbr_curitiba/" + file)!).Select(l => l.Split(';')).ToList();
            var columns = lines[0].Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i);
            double? Number(string text) => double.TryParse(
                text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
            foreach (var row in lines.Skip(1))
            {
                if (row[columns["CIDADE"]] == "Curitiba"
                    && row[columns["BAIRRO"]] is not ("NPI" or "NA" or "") and var label
                    && Number(row[columns["LAT"]]) is { } lat && Number(row[columns["LONG"]]) is { } lon)
                {
                    Assert.Equal([label], index.IdsAt(lat, lon));
                    points++;
                }
            }
        }

        // The upstream set has 17,569; this is what its cut keeps.
        Assert.Equal(13_398, points);
    }

    [SkippableFact]
    public void Published_point_in_polygon_vectors_hold()
    {
        var path = SharedData.Find("geodesy_vectors/point-in-polygon/expected.json");
        Skip.If(path is null, "shared/data/geodesy_vectors is absent");
        using var vectors = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var vector in vectors.RootElement.EnumerateArray())
        {
            var file = Path.Combine(Path.GetDirectoryName(path)!, vector.GetProperty("polygon").GetString()!);
            using var polygon = JsonDocument.Parse(File.ReadAllBytes(file));
            var index = Fences.Index(Fences.Of("f", GeoJson.Shape(polygon.RootElement.GetProperty("geometry"))));

            var hits = index.IdsAt(vector.GetProperty("lat").GetDouble(), vector.GetProperty("lon").GetDouble());

            Assert.Equal(vector.GetProperty("inside").GetBoolean(), hits.Count == 1);
        }
    }

    [SkippableTheory]
    [InlineData("geofences/us_counties.geojson", "AFFGEOID")]
    [InlineData("geofences/san_francisco_neighborhoods.geojson", "name")]
    [InlineData("geofences/austin_neighborhoods.geojson", "name")]
    [InlineData("geofences/world_countries_110m.geojson", "name", "Fiji", "Russia", "Antarctica")]
    [InlineData("ndsbr_curitiba/neighbourhoods.geojson", "NOME")]
    public void Validator_judges_as_NetTopologySuite_does_but_over_the_seam(string file, string property, params string[] overTheSeam)
    {
        var path = SharedData.Find(file);
        Skip.If(path is null, $"shared/data/{file} is absent");
        var limits = new GeofenceShapeLimits();
        var differing = GeoJson.Read(path, property)
            .Select(s => (s.Name, Ours: GeofenceShapeValidator.Validate(s.Shape, limits), Theirs: new NetTopologySuite.Operation.Valid.IsValidOp(Oracle.Of(s.Shape)).ValidationError))
            .Where(s => s.Ours is null != s.Theirs is null)
            .Select(s => s.Name);

        // A plane without a seam sees these cross themselves at 180°.
        Assert.Equal(overTheSeam, differing);
    }
}

using Fleet.Geography;

namespace Fleet.Geofences;

public sealed class GeofenceIndexTests
{
    [Fact]
    public void Empty_index_holds_nothing()
    {
        Assert.Empty(GeofenceIndex.Empty.IdsAt(0, 0));
        Assert.Equal(-1, GeofenceIndex.Empty.Version);
    }

    [Theory]
    [InlineData(0.5, 0.5, true)]
    [InlineData(0.5, 1.5, false)]
    [InlineData(2.5, 2.5, false)]
    [InlineData(-0.5, 0.5, false)]
    public void Hole_is_outside(double lat, double lon, bool inside)
    {
        var shape = Fences.Polygon(
            [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)],
            [(1, 0.2), (2, 0.2), (2, 1), (1, 1), (1, 0.2)],
            [(2, 2), (3, 2), (3, 3), (2, 3), (2, 2)]);

        Assert.Equal(inside, Fences.Index(Fences.Of("f", shape)).IdsAt(lat, lon).Count == 1);
    }

    [Theory]
    [InlineData(179.5)]
    [InlineData(-179.5)]
    [InlineData(180)]
    [InlineData(-180)]
    public void Fence_over_the_antimeridian_holds_both_sides(double longitude)
    {
        PolygonShape[] shapes =
        [
            Fences.Polygon((179, 0), (-179, 0), (-179, 1), (179, 1), (179, 0)),
            Fences.Box(179, 0, 181, 1),
            Fences.Box(-181, 0, -179, 1),
        ];
        foreach (var shape in shapes)
        {
            var index = Fences.Index(Fences.Of("f", shape), Fences.Circle("c", 0.5, 180, 100_000));
            Assert.Equal(["c", "f"], index.IdsAt(0.5, longitude));
            Assert.Empty(index.IdsAt(0.5, 178));
            Assert.Empty(index.IdsAt(0.5, -178));
            Assert.Empty(index.IdsAt(0.5, 0));
        }
    }

    [Fact]
    public void Ring_around_a_pole_holds_the_pole()
    {
        var ring = Enumerable.Range(0, 37).Select(i => ((i * 10.0 % 360) is var x && x >= 180 ? x - 360 : x, -70.0)).ToArray();
        var index = Fences.Index(Fences.Of("antarctica", Fences.Polygon(ring)));

        Assert.Single(index.IdsAt(-89.9, 12));
        Assert.Single(index.IdsAt(-90, -180));
        Assert.Empty(index.IdsAt(-60, 12));
    }

    [Fact]
    public void Circle_is_round_on_the_globe()
    {
        var index = Fences.Index(Fences.Circle("c", 60, 10, 1000));

        Assert.Single(index.IdsAt(60 + (999 / Plane.MetersPerDegree), 10));
        Assert.Empty(index.IdsAt(60 + (1001 / Plane.MetersPerDegree), 10));
        Assert.Single(index.IdsAt(60, 10 + (999 / Plane.MetersPerDegree / Plane.Cosine(60))));
        Assert.Empty(index.IdsAt(60, 10 + (1001 / Plane.MetersPerDegree / Plane.Cosine(60))));
    }

    [Fact]
    public void Corridor_has_half_its_width_on_either_side()
    {
        var index = Fences.Index(Fences.Of("way", new CorridorShape { Path = [new GeoPoint(0, 0), new GeoPoint(0, 2)], WidthMeters = 200 }));

        Assert.Single(index.IdsAt(99 / Plane.MetersPerDegree, 1.234));
        Assert.Single(index.IdsAt(-99 / Plane.MetersPerDegree, 0.5));
        Assert.Empty(index.IdsAt(101 / Plane.MetersPerDegree, 1.234));
        Assert.Empty(index.IdsAt(0, 2.01));
    }

    [Fact]
    public void Border_on_the_lines_of_the_index_loses_nothing()
    {
        // Cells end at multiples of 90/4ⁿ degrees, and so do these fences; small ones force the splits.
        var fences = Enumerable.Range(0, 400).Select(i => Fences.Of(
            $"f{i}", Fences.Box(i % 20 * 5.625, i / 20 * 2.8125, (i % 20 * 5.625) + 5.625, (i / 20 * 2.8125) + 2.8125)));
        var index = Fences.Index(fences);
        for (var i = 0; i < 400; i++)
        {
            Assert.Equal([$"f{i}"], index.IdsAt((i / 20 * 2.8125) + 0.7, (i % 20 * 5.625) + 2.8125));
            Assert.Equal([$"f{i}"], index.IdsAt((i / 20 * 2.8125) + 1.40625, (i % 20 * 5.625) + 0.0001));
        }
    }

    [Fact]
    public void Changes_that_do_not_follow_are_refused() =>
        Assert.Throws<ArgumentException>(() => Fences.Index().With(new GeofenceChanges { Version = 5, Since = 3, Complete = false }));

    [Fact]
    public void Old_index_stays_as_it_was()
    {
        var old = Fences.Index(Fences.Circle("a", 0, 0, 1000), Fences.Circle("b", 0, 0, 1000));
        var next = old.With(new GeofenceChanges
        {
            Since = 1,
            Version = 2,
            Complete = false,
            Removed = ["a"],
            Defined = [Fences.Circle("b", 10, 10, 1000)],
        });

        Assert.Equal(["a", "b"], old.IdsAt(0, 0));
        Assert.Empty(next.IdsAt(0, 0));
        Assert.Equal(["b"], next.IdsAt(10, 10));
        Assert.Equal((2, 1), ((int)next.Version, next.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Index_agrees_with_every_edge_after_any_changes(int seed)
    {
        var random = new Random(seed);
        var index = GeofenceIndex.Empty;
        var live = new Dictionary<string, IndexedFence>();
        for (var round = 0; round < 12; round++)
        {
            var defined = Enumerable.Range(0, 40).Select(_ => Fences.Random(random, $"f{random.Next(200)}")).DistinctBy(f => f.GeofenceId).ToList();
            var removed = live.Keys.Where(id => random.Next(8) == 0 && defined.All(d => d.GeofenceId != id)).ToList();
            index = index.With(new GeofenceChanges
            {
                Since = index.Version,
                Version = index.Version + 1,
                Complete = round == 0,
                Defined = [.. defined],
                Removed = [.. removed],
            });
            removed.ForEach(id => live.Remove(id));
            foreach (var definition in defined)
            {
                Assert.True(index.TryGet(definition.GeofenceId, out var fence));
                live[definition.GeofenceId] = fence;
            }

            foreach (var (lat, lon) in Points(random, live.Values))
            {
                var expected = live.Values.Where(f => f.Contains(lat, lon)).Select(f => f.Definition.GeofenceId).Order(StringComparer.Ordinal);
                Assert.Equal(expected, index.IdsAt(lat, lon));
            }
        }
    }

    [Fact]
    public void Many_fences_on_one_spot_stay_in_proportion()
    {
        var random = new Random(5);
        var ring = Enumerable.Range(0, 40).Select(i => (
            10 + Math.Cos(i * Math.PI / 20) * (0.5 + random.NextDouble()), 10 + Math.Sin(i * Math.PI / 20) * (0.5 + random.NextDouble()))).ToList();
        var shape = Fences.Polygon([.. ring, ring[0]]);
        var index = Fences.Index(Enumerable.Range(0, 500).Select(i => Fences.Of($"f{i}", shape)));

        Assert.Equal(500, index.IdsAt(10, 10).Count);
        Assert.Empty(index.IdsAt(12, 12));
    }

    private static IEnumerable<(double Lat, double Lon)> Points(Random random, IEnumerable<IndexedFence> fences)
    {
        foreach (var fence in fences)
        {
            var g = fence.Geometry;
            for (var i = 0; i < 8; i++)
            {
                var lat = g.South + ((g.North - g.South) * ((random.NextDouble() * 1.2) - 0.1));
                var lon = g.West + ((g.East - g.West) * ((random.NextDouble() * 1.2) - 0.1));
                yield return (Math.Clamp(lat, -90, 90), lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon);
            }
        }
    }
}

using Fleet.Geofences;
using Fleet.Geography;

namespace Fleet.Places;

public sealed class PlaceIndexTests
{
    [Fact]
    public void Nearest_point_gives_the_address_and_none_beyond_its_reach()
    {
        var index = PlaceLayers.Index([PlaceLayers.Point("a", 0, 0, "1 Main St"), PlaceLayers.Point("b", 100, 0)]);

        Assert.Equal("1 Main St", index.Ask(40, 0).Address);
        Assert.Equal("b", index.Ask(60, 0).Address); // it has a name only
        Assert.Equal("1 Main St", index.Ask(0, PlaceIndex.AddressMeters - 0.1).Address);
        Assert.Equal(default, index.Ask(0, PlaceIndex.AddressMeters + 0.1));
    }

    [Fact]
    public void Street_is_named_with_its_area_where_no_address_is_near()
    {
        var index = PlaceLayers.Index(
            [PlaceLayers.Street("Broadway", (0, 0), (0, 3000)), PlaceLayers.Street("Side", (50, 0), (50, 3000))],
            [PlaceLayers.Square("Downtown", 0, 0, 1000), PlaceLayers.Point("house", 10, 500, "5 Broadway")]);

        Assert.Equal(new PlaceFound("Broadway, Downtown", "Downtown"), index.Ask(20, 100));
        Assert.Equal(new PlaceFound("Side, Downtown", "Downtown"), index.Ask(30, 100));
        Assert.Equal(new PlaceFound("5 Broadway", "Downtown"), index.Ask(20, 500));
        Assert.Equal(new PlaceFound("Broadway", null), index.Ask(0, 2000));
        Assert.Equal(new PlaceFound("Side", null), index.Ask(50 + PlaceIndex.StreetMeters - 0.1, 2000));
        Assert.Equal(default, index.Ask(50 + PlaceIndex.StreetMeters + 0.1, 2000));
    }

    [Fact]
    public void Smallest_area_wins_across_layers_and_holes_count()
    {
        var index = PlaceLayers.Index(
            [PlaceLayers.Square("city", 0, 0, 5000)],
            [PlaceLayers.Square("ring", 0, 0, 1000, hole: 500), PlaceLayers.Square("square", 0, 800, 300)]);

        Assert.Equal("city", index.Ask(0, 0).Area);
        Assert.Equal("ring", index.Ask(700, 0).Area);
        Assert.Equal("square", index.Ask(0, 700).Area);
        Assert.Equal("city", index.Ask(0, 1200).Area);
        Assert.Null(index.Ask(0, 6000).Area);
    }

    [Fact]
    public void Answer_is_the_positions_own_on_either_side_of_a_border()
    {
        var index = PlaceLayers.Index([PlaceLayers.Square("west", -500, 0, 500), PlaceLayers.Square("east", 500, 0, 500)]);
        for (var i = 0; i < 10; i++)
            Assert.Equal(i % 2 == 0 ? "west" : "east", index.Ask(i % 2 == 0 ? -0.5 : 0.5, 0).Area);
    }

    [Fact]
    public void Places_are_found_over_the_antimeridian()
    {
        var index = PlaceLayers.Index(
        [
            new Place { PlaceId = "hut", Name = "hut", Point = new GeoPoint(-17, 179.9999) },
            new Place
            {
                PlaceId = "island",
                Name = "island",
                Area = new PolygonShape { Polygons = [new PolygonRings { Outer = [new(-18, 179), new(-18, 181), new(-16, 181), new(-16, 179), new(-18, 179)] }] },
            },
            new Place
            {
                PlaceId = "ocean",
                Name = "ocean",
                Area = new PolygonShape { Polygons = [new PolygonRings { Outer = [new(-30, 170), new(-30, -170), new(0, -170), new(0, 170), new(-30, 170)] }] },
            },
        ]);

        Assert.Equal(new PlaceFound("hut", "island"), index.At(-17, -179.9999));
        Assert.Equal("ocean", index.At(-20, -179).Area);
    }

    /// <summary>Whatever grid it lies in, the answer is that of looking at every place.</summary>
    [Fact]
    public void Index_answers_as_a_look_at_every_place_does()
    {
        var random = new Random(5);
        Place[] points = [.. Enumerable.Range(0, 400).Select(i => PlaceLayers.Point($"p{i}", random.NextDouble() * 3000, random.NextDouble() * 3000))];
        var index = PlaceLayers.Index([.. points.Chunk(150)]);
        var found = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var at = PlaceLayers.At(random.NextDouble() * 3000, random.NextDouble() * 3000);
            var (nearest, meters) = points.Select(p => (p.Name, Geodesy.DistanceMeters(p.Point!.Value, at))).MinBy(p => p.Item2);
            if (Math.Abs(meters - PlaceIndex.AddressMeters) < 0.1)
                continue;

            Assert.Equal(meters < PlaceIndex.AddressMeters ? nearest : null, index.At(at.Latitude, at.Longitude).Address);
            found += meters < PlaceIndex.AddressMeters ? 1 : 0;
        }

        Assert.InRange(found, 1_000, 2_800);
    }
}

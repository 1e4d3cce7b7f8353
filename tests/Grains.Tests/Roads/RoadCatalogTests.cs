using Fleet.Organizations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Fleet.Roads;

[Collection(ClusterCollection.Name)]
public sealed class RoadCatalogTests : IDisposable
{
    private readonly ClusterFixture _fixture;
    private readonly string _id;
    private readonly OrganizationContexts _contexts;

    public RoadCatalogTests(ClusterFixture fixture)
    {
        _fixture = fixture;
        _id = fixture.NewOrganization();
        _contexts = new OrganizationContexts(
            fixture.Grains, Options.Create(new OrganizationOptions()), fixture.Clock, NullLogger<OrganizationContexts>.Instance);
    }

    private IRoadCatalogGrain Catalog => _fixture.Grains.GetGrain<IRoadCatalogGrain>(GrainKey.ForOrganization(_id));

    public void Dispose() => _contexts.Dispose();

    private async Task<string?> RoadAt(double north)
    {
        RoadMatchState? state = null;
        var roads = (await _contexts.Get(_id)).Roads;
        return new RoadMatcher().Apply(ref state, Vehicles.Positions.At(0, north, 50), 50, 0, roads)?.RoadId;
    }

    [Fact]
    public async Task Layer_is_at_hand_when_its_upload_returns_and_gone_with_its_removal()
    {
        Assert.Null(await RoadAt(500));

        var put = await Catalog.Put("city", [RoadLayers.Road("street", 50, (0, 0), (0, 1000))]);
        Assert.Equal("street", await RoadAt(500));
        Assert.Equal((1L, 1, 2), (put.Layer!.Version, put.Layer.Features, put.Layer.Points));

        await Catalog.Put("city", [RoadLayers.Road("other", 70, (0, 0), (0, 1000))]);
        Assert.Equal("other", await RoadAt(500));

        Assert.True(await Catalog.Remove("city"));
        Assert.Null(await RoadAt(500));
        Assert.False(await Catalog.Remove("city"));
    }

    [Fact]
    public async Task Layers_stand_beside_each_other_and_outlive_their_grains()
    {
        await Catalog.Put("north", [RoadLayers.Road("a", 50, (0, 0), (0, 1000))]);
        await Catalog.Put("south", [RoadLayers.Road("b", 30, (0, -1000), (0, -10))]);
        await _fixture.DeactivateAll();

        Assert.Equal(["north", "south"], (await Catalog.Get()).Layers.Select(l => l.LayerId));
        Assert.Equal("a", await RoadAt(500));
        Assert.Equal("b", await RoadAt(-500));
    }

    [Fact]
    public async Task Too_many_layers_or_points_are_refused_and_change_nothing()
    {
        var limits = new RoadLayerLimits();
        for (var i = 0; i < limits.MaxLayers; i++)
            Assert.Null((await Catalog.Put($"layer-{i}", [RoadLayers.Road("a", 50, (0, 0), (0, 1000))])).TooMany);

        Assert.Equal("layers", (await Catalog.Put("one-more", [RoadLayers.Road("a", 50, (0, 0), (0, 1000))])).TooMany);
        Assert.Null((await Catalog.Put("layer-0", [RoadLayers.Road("b", 50, (0, 0), (0, 1000))])).TooMany); // replaces

        var long1 = RoadLayers.Road("a", 50, [.. Enumerable.Range(0, limits.MaxPoints).Select(i => (i * 0.1, 0.0))]);
        Assert.Equal("points", (await Catalog.Put("layer-0", [long1])).TooMany);
        Assert.Equal(limits.MaxLayers, (await Catalog.Get()).Layers.Length);
        Assert.Equal(limits.MaxLayers * 2, (await Catalog.Get()).Layers.Sum(l => l.Points));
    }
}

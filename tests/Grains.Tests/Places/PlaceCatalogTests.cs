using Fleet.Organizations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Fleet.Places;

[Collection(ClusterCollection.Name)]
public sealed class PlaceCatalogTests : IDisposable
{
    private readonly ClusterFixture _fixture;
    private readonly string _id;
    private readonly OrganizationContexts _contexts;

    public PlaceCatalogTests(ClusterFixture fixture)
    {
        _fixture = fixture;
        _id = fixture.NewOrganization();
        _contexts = new OrganizationContexts(
            fixture.Grains, Options.Create(new OrganizationOptions()), fixture.Clock, NullLogger<OrganizationContexts>.Instance);
    }

    private IPlaceCatalogGrain Catalog => _fixture.Grains.GetGrain<IPlaceCatalogGrain>(GrainKey.ForOrganization(_id));

    public void Dispose() => _contexts.Dispose();

    private async Task<PlaceFound> Ask(double north) => (await _contexts.Get(_id)).Places.Ask(0, north);

    [Fact]
    public async Task Shards_are_given_places_without_a_question_about_fences()
    {
        await Catalog.Put("city", [PlaceLayers.Point("depot", 0, 0, "1 Main St")]);
        using var contexts = new OrganizationContexts(
            OnlyPlaces.Of(_fixture.Grains), Options.Create(new OrganizationOptions()), _fixture.Clock, NullLogger<OrganizationContexts>.Instance);

        Assert.False((await contexts.Places(_id)).IsEmpty);

        var again = contexts.Places(_id);
        Assert.True(again.IsCompletedSuccessfully);
        Assert.False((await again).IsEmpty);
        await Catalog.Remove("city");
        Assert.True((await contexts.Places(_id)).IsEmpty); // it watches
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await contexts.Get(_id));
    }

    [Fact]
    public async Task Layer_is_at_hand_when_its_upload_returns_and_gone_with_its_removal()
    {
        Assert.Equal(default, await Ask(0));

        var put = await Catalog.Put("city", [PlaceLayers.Point("depot", 0, 0), PlaceLayers.Square("Downtown", 0, 0, 100), PlaceLayers.Street("Way", (0, 0), (0, 9))]);
        Assert.Equal(new PlaceFound("depot", "Downtown"), await Ask(0));
        Assert.Equal((1L, 3, 8), (put.Layer!.Version, put.Layer.Features, put.Layer.Points));

        await Catalog.Put("city", [PlaceLayers.Point("other", 0, 0)]);
        Assert.Equal(new PlaceFound("other", null), await Ask(0));

        Assert.True(await Catalog.Remove("city"));
        Assert.Equal(default, await Ask(0));
        Assert.False(await Catalog.Remove("city"));
    }

    [Fact]
    public async Task Layers_stand_beside_each_other_and_outlive_their_grains()
    {
        await Catalog.Put("north", [PlaceLayers.Point("a", 0, 1000)]);
        await Catalog.Put("south", [PlaceLayers.Square("b", 0, -1000, 10)]);
        await _fixture.DeactivateAll();

        Assert.Equal(["north", "south"], (await Catalog.Get()).Layers.Select(l => l.LayerId));
        Assert.Equal("a", (await Ask(1000)).Address);
        Assert.Equal("b", (await Ask(-1000)).Area);
    }

    [Fact]
    public async Task Too_many_points_are_refused_and_change_nothing()
    {
        await Catalog.Put("few", [PlaceLayers.Point("a", 0, 0)]);
        var street = PlaceLayers.Street("long", [.. Enumerable.Range(0, new PlaceLayerLimits().MaxPoints).Select(i => (i * 0.1, 0.0))]);

        Assert.Equal("points", (await Catalog.Put("many", [street])).TooMany);
        Assert.Equal("few", Assert.Single((await Catalog.Get()).Layers).LayerId);
    }
}

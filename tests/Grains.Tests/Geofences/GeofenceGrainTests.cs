using Fleet.Directory;
using Fleet.Layers;
using Fleet.Organizations;

namespace Fleet.Geofences;

[Collection(ClusterCollection.Name)]
public sealed class GeofenceGrainTests(ClusterFixture fixture)
{
    private static readonly DateTimeOffset Noon = new(2024, 4, 13, 12, 0, 0, TimeSpan.Zero);

    private readonly string _organization = fixture.NewOrganization();

    private IGeofenceGrain Fence(string id) => fixture.Grains.GetGrain<IGeofenceGrain>(GrainKey.For(_organization, id));

    private IGeofenceCatalogGrain Catalog => fixture.Grains.GetGrain<IGeofenceCatalogGrain>(GrainKey.ForOrganization(_organization));

    [Fact]
    public async Task Fence_defined_is_there_in_the_directory_and_after_a_rest()
    {
        Assert.Null(await Fence("depot").Get());
        var defined = await Fence("depot").Define(Fences.Circle("other name", 1, 2, 100));

        Assert.Equal("depot", defined.Definition.GeofenceId);
        Assert.NotNull(fixture.Directory.Find(_organization, EntityKind.Geofence, "depot"));
        await fixture.DeactivateAll();
        Assert.Equal(defined.Definition, (await Fence("depot").Get())!.Definition);
    }

    [Fact]
    public async Task Fence_removed_is_gone_everywhere()
    {
        await Fence("depot").Define(Fences.Circle("depot", 1, 2, 100));

        Assert.True(await Fence("depot").Remove());
        Assert.False(await Fence("depot").Remove());
        Assert.Null(await Fence("depot").Get());
        Assert.Null(fixture.Directory.Find(_organization, EntityKind.Geofence, "depot"));
    }

    [Fact]
    public async Task Occupants_are_who_entered_and_did_not_leave()
    {
        await Fence("depot").Define(Fences.Circle("depot", 1, 2, 100));
        await Fence("depot").Enter(Fences.Stay("b", Noon));
        await Fence("depot").Enter(Fences.Stay("a", Noon.AddSeconds(1)));
        await Fence("depot").Enter(Fences.Stay("a", Noon.AddSeconds(1)));
        await Fence("depot").Enter(Fences.Stay("c", Noon));
        await Fence("depot").Leave("c", Noon.AddSeconds(9));
        await Fence("depot").Enter(Fences.Stay("c", Noon));
        await fixture.DeactivateAll();

        var occupants = (await Fence("depot").Get())!.Occupants;

        Assert.Equal([("a", Noon.AddSeconds(1)), ("b", Noon)], occupants.Select(o => (o.VehicleId, o.Since)));
    }

    [Fact]
    public async Task Fence_that_is_not_there_takes_no_occupant()
    {
        await Fence("nowhere").Enter(Fences.Stay("a", Noon));

        Assert.Null(await Fence("nowhere").Get());
    }

    [Fact]
    public async Task Catalogue_that_rested_knows_all_fences_at_a_higher_version()
    {
        await Fence("a").Define(Fences.Circle("a", 1, 2, 100));
        await Fence("b").Define(Fences.Circle("b", 1, 2, 100));
        var observer = new Listener();
        var reference = fixture.Grains.CreateObjectReference<IOrganizationObserver>(observer);
        var before = await Catalog.Watch(reference, -1);
        await fixture.DeactivateAll();
        var after = await Catalog.Watch(reference, before.Version);

        Assert.True(after.Version > before.Version);
        Assert.True(after.Complete);
        Assert.Equal(["a", "b"], after.Defined.Select(d => d.GeofenceId).Order(StringComparer.Ordinal));
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task Definition_waits_for_a_silo_that_does_not_answer_one_second_only()
    {
        var observer = new Listener { Answer = new TaskCompletionSource().Task };
        await Catalog.Watch(fixture.Grains.CreateObjectReference<IOrganizationObserver>(observer), -1);

        var define = Fence("slow").Define(Fences.Circle("slow", 1, 2, 100));
        var told = await observer.Told.Task;
        Assert.False(define.IsCompleted);
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        await define;

        Assert.Equal("slow", Assert.Single(told.Defined).GeofenceId);
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task Watch_that_was_not_renewed_hears_nothing_more()
    {
        var observer = new Listener();
        await Catalog.Watch(fixture.Grains.CreateObjectReference<IOrganizationObserver>(observer), -1);
        fixture.Clock.Advance(TimeSpan.FromMinutes(5));
        await Fence("late").Define(Fences.Circle("late", 1, 2, 100));

        Assert.False(observer.Told.Task.IsCompleted);
        GC.KeepAlive(observer);
    }

    private sealed class Listener : IOrganizationObserver
    {
        public TaskCompletionSource<GeofenceChanges> Told { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Answer { get; init; } = Task.CompletedTask;

        public Task FencesChanged(string organizationId, GeofenceChanges changes)
        {
            Told.TrySetResult(changes);
            return Answer;
        }

        public Task SettingsChanged(OrganizationSettings settings) => Task.CompletedTask;

        public Task RoadsChanged(string organizationId, LayerCatalog catalog) => Task.CompletedTask;

        public Task PlacesChanged(string organizationId, LayerCatalog catalog) => Task.CompletedTask;
    }
}

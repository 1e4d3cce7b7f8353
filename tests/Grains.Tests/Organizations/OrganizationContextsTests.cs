using Fleet.Geofences;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Fleet.Organizations;

[Collection(ClusterCollection.Name)]
public sealed class OrganizationContextsTests : IDisposable
{
    private readonly ClusterFixture _fixture;
    private readonly string _id;
    private readonly OrganizationContexts _contexts;

    public OrganizationContextsTests(ClusterFixture fixture)
    {
        _fixture = fixture;
        _id = fixture.NewOrganization();
        _contexts = new OrganizationContexts(
            fixture.Grains, Options.Create(new OrganizationOptions()), fixture.Clock, NullLogger<OrganizationContexts>.Instance);
    }

    public void Dispose() => _contexts.Dispose();

    private Task<GeofenceSnapshot> Define(string id) => _fixture.Grains.GetGrain<IGeofenceGrain>(GrainKey.For(_id, id)).Define(Fences.Circle(id, 1, 2, 1000));

    private Task<OrganizationSettings> Configure(string name) => _fixture.Grains
        .GetGrain<IOrganizationGrain>(GrainKey.ForOrganization(_id))
        .Configure(new OrganizationSettings { OrganizationId = _id, Name = name });

    private async Task Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(30))
        {
            _fixture.Clock.Advance(TimeSpan.FromSeconds(30));
            await _contexts.Renewals;
        }
    }

    [Fact]
    public async Task Organization_never_configured_has_defaults_and_no_fences()
    {
        var context = await _contexts.Get(_id);

        Assert.Equal(_id, context.Settings.Name);
        Assert.Equal(0, context.Geofences.Count);
    }

    [Fact]
    public async Task First_question_loads_and_the_next_are_answered_at_once()
    {
        await Define("a");
        await Configure("One");
        var first = await _contexts.Get(_id);
        var second = _contexts.Get(_id);

        Assert.True(second.IsCompletedSuccessfully);
        Assert.Same(first, await second);
        Assert.Equal(["a"], first.Geofences.IdsAt(1, 2));
        Assert.Equal("One", first.Settings.Name);
    }

    [Fact]
    public async Task Fence_is_here_when_its_definition_returns_and_gone_with_its_removal()
    {
        await _contexts.Get(_id);
        await Define("a");
        await Define("b");
        Assert.Equal(["a", "b"], (await _contexts.Get(_id)).Geofences.IdsAt(1, 2));

        await _fixture.Grains.GetGrain<IGeofenceGrain>(GrainKey.For(_id, "a")).Remove();
        Assert.Equal(["b"], (await _contexts.Get(_id)).Geofences.IdsAt(1, 2));
    }

    [Fact]
    public async Task Settings_are_here_when_their_change_returns()
    {
        await _contexts.Get(_id);
        await Configure("Two");

        Assert.Equal("Two", (await _contexts.Get(_id)).Settings.Name);
    }

    [Fact]
    public async Task Watch_is_renewed_before_it_lapses()
    {
        await _contexts.Get(_id);
        await Pass(TimeSpan.FromMinutes(12));
        await Define("a");
        await Configure("Later");

        var context = await _contexts.Get(_id);
        Assert.Equal(["a"], context.Geofences.IdsAt(1, 2));
        Assert.Equal("Later", context.Settings.Name);
    }

    [Fact]
    public async Task Change_that_does_not_follow_is_asked_for()
    {
        await Define("a");
        var context = await _contexts.Get(_id);
        await _contexts.FencesChanged(_id, new GeofenceChanges
        {
            Version = context.Geofences.Version + 7,
            Since = context.Geofences.Version + 6,
            Complete = false,
            Removed = ["a"],
        });
        await _contexts.Renewals;

        Assert.Equal(["a"], (await _contexts.Get(_id)).Geofences.IdsAt(1, 2));
    }

    [Fact]
    public async Task Old_change_is_passed_over()
    {
        await Define("a");
        var context = await _contexts.Get(_id);
        await _contexts.FencesChanged(_id, new GeofenceChanges { Version = context.Geofences.Version, Since = 0, Complete = false, Removed = ["a"] });

        Assert.Same(context, await _contexts.Get(_id));
    }

    [Fact]
    public async Task Renewal_that_fails_is_tried_again_and_the_old_context_serves_meanwhile()
    {
        await Define("a");
        await _contexts.Get(_id);
        await _fixture.DeactivateAll();
        _fixture.Directory.ListFails = true;
        try
        {
            await Pass(TimeSpan.FromMinutes(3));
            Assert.Equal(["a"], (await _contexts.Get(_id)).Geofences.IdsAt(1, 2));
        }
        finally
        {
            _fixture.Directory.ListFails = false;
        }

        var before = (await _contexts.Get(_id)).Geofences.Version;
        await Pass(TimeSpan.FromSeconds(30));
        var after = (await _contexts.Get(_id)).Geofences;
        Assert.True(after.Version > before);
        Assert.Equal(["a"], after.IdsAt(1, 2));
    }

    [Fact]
    public async Task First_load_that_fails_is_tried_again_by_the_next_question()
    {
        _fixture.Directory.ListFails = true;
        try
        {
            await Assert.ThrowsAnyAsync<Exception>(async () => await _contexts.Get(_id));
        }
        finally
        {
            _fixture.Directory.ListFails = false;
        }

        Assert.Equal(_id, (await _contexts.Get(_id)).Settings.OrganizationId);
    }

    [Fact]
    public async Task Organization_nobody_asks_for_is_forgotten()
    {
        var first = await _contexts.Get(_id);
        await Pass(TimeSpan.FromMinutes(40));

        Assert.NotSame(first, await _contexts.Get(_id));
    }
}

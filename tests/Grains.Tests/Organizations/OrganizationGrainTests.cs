namespace Fleet.Organizations;

[Collection(ClusterCollection.Name)]
public sealed class OrganizationGrainTests(ClusterFixture fixture)
{
    private static readonly ApiKeySpec Spec = new() { Name = "office", Role = Role.Admin };

    private readonly string _id = fixture.NewOrganization();

    private IOrganizationGrain Organization => fixture.Grains.GetGrain<IOrganizationGrain>(GrainKey.ForOrganization(_id));

    private IApiKeyGrain Key(string hash) => fixture.Grains.GetGrain<IApiKeyGrain>("key/" + hash);

    [Fact]
    public async Task Organization_never_configured_is_none() => Assert.Null(await Organization.Get());

    [Fact]
    public async Task Every_change_raises_the_version_whatever_the_caller_says()
    {
        var first = await Organization.Configure(new OrganizationSettings { OrganizationId = "another", Name = "One", Version = 99 });
        var second = await Organization.Configure(first with { Name = "Two", Version = 1 });

        Assert.Equal((_id, 1), (first.OrganizationId, (int)first.Version));
        Assert.Equal(2, second.Version);
        await fixture.DeactivateAll();
        Assert.Equal(second, await Organization.Get());
    }

    [Fact]
    public async Task Key_added_is_found_by_its_hash_and_added_once()
    {
        var hash = "aa" + _id;
        var added = await Organization.AddApiKey(hash, Spec);
        var again = await Organization.AddApiKey(hash, Spec with { Name = "other" });

        Assert.Equal(added, again);
        Assert.Equal(_id, added.OrganizationId);
        await fixture.DeactivateAll();
        Assert.Equal(added, await Key(hash).Get());
        Assert.Equal(added, Assert.Single(await Organization.ListApiKeys()));
    }

    [Fact]
    public async Task Guess_is_no_key() => Assert.Null(await Key("0000").Get());

    [Fact]
    public async Task Key_revoked_says_so_for_good()
    {
        var hash = "bb" + _id;
        var added = await Organization.AddApiKey(hash, Spec);

        Assert.True(await Organization.RevokeApiKey(added.KeyId));
        var revoked = (await Key(hash).Get())!.RevokedAt;
        Assert.NotNull(revoked);
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await Organization.RevokeApiKey(added.KeyId));
        Assert.Equal(revoked, (await Key(hash).Get())!.RevokedAt);
    }

    [Fact]
    public async Task Rotated_key_has_an_end_and_its_successor_the_same_rights()
    {
        var (oldHash, newHash) = ("cc" + _id, "dd" + _id);
        var old = await Organization.AddApiKey(oldHash, Spec);
        var before = await Organization.KeyEnds(-1);
        Assert.Empty(before.Ends!.Value);
        Assert.Null((await Organization.KeyEnds(before.Version)).Ends);

        var rotation = (await Organization.RotateApiKey(old.KeyId, newHash, TimeSpan.FromHours(1)))!;
        var again = (await Organization.RotateApiKey(old.KeyId, newHash, TimeSpan.FromHours(2)))!;

        Assert.Equal(rotation, again); // the answer was lost, and the caller asks again
        Assert.Equal((Spec, rotation.Key!.KeyId), (rotation.Key.Spec, rotation.Old.ReplacedBy));
        var end = fixture.Clock.GetUtcNow().AddHours(1);
        await fixture.DeactivateAll();
        Assert.Equal(end, (await Key(oldHash).Get())!.Spec.ExpiresAt);
        Assert.Null((await Key(newHash).Get())!.Spec.ExpiresAt);
        var ends = await Organization.KeyEnds(before.Version);
        Assert.Equal(new KeyEnd { KeyId = old.KeyId, At = end, Revoked = false }, Assert.Single(ends.Ends!.Value));

        Assert.Null((await Organization.RotateApiKey(old.KeyId, "ee" + _id, TimeSpan.Zero))!.Key); // it was rotated already
        await Organization.RevokeApiKey(rotation.Key.KeyId);
        Assert.Null((await Organization.RotateApiKey(rotation.Key.KeyId, "ff" + _id, TimeSpan.Zero))!.Key);
        Assert.Null(await Organization.RotateApiKey("key_none", "00" + _id, TimeSpan.Zero));
        Assert.Equal(2, (await Organization.KeyEnds(ends.Version)).Ends!.Value.Length);
    }

    [Fact]
    public async Task Rotation_never_makes_a_key_live_longer()
    {
        var end = fixture.Clock.GetUtcNow().AddSeconds(10);
        var old = await Organization.AddApiKey("gg" + _id, Spec with { ExpiresAt = end });
        Assert.Equal(end, (await Organization.RotateApiKey(old.KeyId, "hh" + _id, TimeSpan.FromHours(1)))!.Old.Spec.ExpiresAt);
    }

    [Fact]
    public async Task Revoking_an_unknown_key_says_so() => Assert.False(await Organization.RevokeApiKey("key_none"));
}

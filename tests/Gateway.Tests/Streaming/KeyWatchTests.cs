using Fleet.Gateway.Fakes;
using Fleet.Organizations;

namespace Fleet.Gateway.Protocols.Streaming;

public sealed class KeyWatchTests
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(400);

    [Fact]
    public async Task Revoked_key_ends_its_sessions_within_a_second_and_no_other()
    {
        await using var server = await StreamingServer.Start();
        var organization = Organization(server);
        var (kept, gone) = (await Key(server, "kept"), await Key(server, "gone"));
        await using var stays = await server.Enter("kept");
        await using var first = await server.Enter("gone");
        await using var second = await server.Enter("gone");
        await Round(server);

        Assert.True(await organization.RevokeApiKey(gone));
        await Round(server);

        foreach (var client in new[] { first, second })
        {
            Assert.Equal(("authentication_failed", "key_revoked"), Pair(await client.NextError()));
            Assert.Equal(4001, (await client.Closed()).Code);
        }

        await stays.Say("""{"type":"ping"}""");
        await stays.Next("pong");
        Assert.Contains(server.Log.Lines, l => l.Contains($"2 sessions of org are ended with their API key {gone}", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Log.Lines, l => l.Contains(kept, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_that_a_cached_answer_let_in_after_the_revocation_is_ended_too()
    {
        await using var server = await StreamingServer.Start();
        await using var early = await server.Enter(await Entered(server, "early"));
        var gone = await Key(server, "gone");
        await Organization(server).RevokeApiKey(gone);
        await Round(server); // the gateway knows this version already

        await using var late = await server.Enter("gone");
        await Round(server);

        Assert.Equal("key_revoked", (await late.NextError()).Code);
        Assert.Equal(4001, (await late.Closed()).Code);
    }

    [Fact]
    public async Task Rotated_key_goes_on_for_its_grace_and_not_longer()
    {
        await using var server = await StreamingServer.Start();
        var key = await Key(server, "old");
        await using var client = await server.Enter("old");
        var rotation = await Organization(server).RotateApiKey(key, "hash of the new one", TimeSpan.FromSeconds(30));
        Assert.NotNull(rotation!.Key);

        await Round(server);
        server.Clock.Advance(TimeSpan.FromSeconds(30) - (Period * 2));
        await server.Watch.Round;
        await client.Say("""{"type":"ping"}""");
        await client.Next("pong");

        await Round(server);
        await Round(server);
        Assert.Equal(("authentication_failed", "token_expired"), Pair(await client.NextError()));
        Assert.Equal(4010, (await client.Closed()).Code);
    }

    [Fact]
    public async Task An_organization_that_cannot_be_asked_is_asked_again()
    {
        await using var server = await StreamingServer.Start();
        var key = await Key(server, "gone");
        await using var client = await server.Enter("gone");
        Organization(server).Failure = new TimeoutException();
        await Organization(server).RevokeApiKey(key);
        await Round(server);
        Assert.Contains(server.Log.Lines, l => l.Contains("could not be asked about", StringComparison.Ordinal));

        Organization(server).Failure = null;
        await Round(server);
        Assert.Equal("key_revoked", (await client.NextError()).Code);
    }

    [Fact]
    public async Task Nobody_is_asked_about_tokens()
    {
        await using var server = await StreamingServer.Start();
        await using var client = await server.Enter();
        await Round(server);
        Assert.Equal(0, Organization(server).KeyQuestions);
    }

    private static async Task<string> Entered(StreamingServer server, string credential)
    {
        await Key(server, credential);
        return credential;
    }

    private static async Task<string> Key(StreamingServer server, string credential)
    {
        var key = await Organization(server).AddApiKey("hash of " + credential, new ApiKeySpec { Name = credential, Role = Role.Viewer });
        server.Keys.Add(credential, KnownKeys.Viewer() with { KeyId = key.KeyId, Subject = key.KeyId });
        return key.KeyId;
    }

    private static FakeOrganizationGrain Organization(StreamingServer server) =>
        (FakeOrganizationGrain)server.Grains.Get<IOrganizationGrain>(GrainKey.ForOrganization("org"));

    private static async Task Round(StreamingServer server)
    {
        server.Clock.Advance(Period);
        await server.Watch.Round;
    }

    private static (string, string) Pair((string Type, string Code, System.Text.Json.JsonElement Error) error) => (error.Type, error.Code);
}

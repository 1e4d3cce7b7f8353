namespace Fleet.Gateway.Fakes;

/// <summary>One gateway for all tests of a class; each test uses ids of its own.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    public GatewayHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await GatewayHost.Start();

    public async Task DisposeAsync() => await Host.DisposeAsync();
}

namespace Fleet.Engine.Fixture;

/// <summary>One silo for all tests that need nothing special of it.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    public EngineHost Engine { get; private set; } = null!;

    public async Task InitializeAsync() => Engine = await EngineHost.Start();

    public async Task DisposeAsync() => await Engine.DisposeAsync();
}

namespace Fleet.Engine.Fixture;

/// <summary>The silos for all tests that need nothing special of them.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    public EngineHost Engine { get; private set; } = null!;

    /// <summary>On the machine's clock, because the real engine's streams poll their queues with grain timers.</summary>
    public EngineHost Streaming { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Engine = await EngineHost.Start();
        Streaming = await EngineHost.Start(onMachineClock: true);
    }

    public async Task DisposeAsync()
    {
        await Engine.DisposeAsync();
        await Streaming.DisposeAsync();
    }
}

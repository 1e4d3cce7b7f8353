using Fleet.Engine.Fixture;
using Fleet.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Fleet.Engine.Embedded;

/// <summary>A silo all of whose parts run on the manual clock; the real engine keeps some of them on the machine's.</summary>
internal static class OwnClockHost
{
    public static Task<EngineHost> Start(Action<ISiloBuilder>? configure = null) => EngineHost.Start(silo =>
    {
        foreach (var part in new[] { TimeProviderNames.Messaging, TimeProviderNames.ActivationManagement, Orleans.Streams.StreamingTimeProviderNames.Streaming })
            silo.Services.AddKeyedSingleton<TimeProvider>(part, static (services, _) => services.GetRequiredService<ManualTimeProvider>());
        configure?.Invoke(silo);
    });
}

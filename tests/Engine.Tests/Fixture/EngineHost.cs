using Fleet.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.Reminders;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;

namespace Fleet.Engine.Fixture;

/// <summary>A host with one silo. The same code starts either engine.</summary>
public sealed class EngineHost : IAsyncDisposable
{
    private readonly IHost _host;

    private EngineHost(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public IClusterClient Client => _host.Services.GetRequiredService<IClusterClient>();

    public Signals Signals => _host.Services.GetRequiredService<Signals>();

    /// <summary>The clock of grain timers and reminders, unless the host was started on the machine's.</summary>
    public ManualTimeProvider Clock => _host.Services.GetRequiredService<ManualTimeProvider>();

    public static async Task<EngineHost> Start(Action<ISiloBuilder>? configure = null, bool onMachineClock = false)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        // From the true time on: the real engine compares times of this clock with the machine's when it delays deactivation.
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<Signals>();
        if (!onMachineClock)
        {
            builder.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, clock);
            builder.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, clock);
        }

        builder.UseOrleans(silo =>
        {
            var (siloPort, gatewayPort) = LoopbackPorts.FreePair();
            silo.UseLocalhostClustering(siloPort, gatewayPort, primarySiloEndpoint: null, serviceId: "contract", clusterId: "contract");
            silo.AddMemoryGrainStorageAsDefault();
            silo.AddMemoryGrainStorage("named");
            silo.AddMemoryGrainStorage("PubSubStore");
            silo.Services.AddGrainStorage("refusing", static (_, _) => new RefusingStorage());
            silo.AddMemoryStreams("streams", static streams =>
            {
                streams.ConfigurePartitioning(2);
                streams.ConfigurePullingAgent(static options => options.Configure(static o => o.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(10)));
            });
            silo.UseInMemoryReminderService();
            configure?.Invoke(silo);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new EngineHost(host);
    }

    public Task Stop() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}

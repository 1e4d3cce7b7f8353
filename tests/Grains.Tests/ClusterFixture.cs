using Fleet.Directory;
using Fleet.Events;
using Fleet.Organizations;
using Fleet.Storage;
using Fleet.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.Reminders;
using Orleans.Runtime;

namespace Fleet;

/// <summary>
/// One silo with all fleet grains, in memory, the same code on either engine. Grains, their timers and reminders run on
/// <see cref="Clock"/>, which stands until a test moves it; the engine itself runs on the machine's. One host serves a
/// collection of tests, so that a test takes an organization of its own (<see cref="NewOrganization"/>) and nothing meets.
/// </summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    /// <summary>Idle collection's own clock, so that grains can be collected without a deadline coming due.</summary>
    private readonly ManualTimeProvider _idleClock = new();

    private int _organizations;
    private IHost _host = null!;

    public ManualTimeProvider Clock { get; } = new();

    public FixtureOrganizations Organizations { get; } = new();

    public FixtureDirectory Directory { get; } = new();

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _host.Services;

    public string NewOrganization() => $"org{Interlocked.Increment(ref _organizations)}";

    public async Task InitializeAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        // Every other clock of the engine (membership, messaging, streams) is the machine's.
        builder.Services.AddKeyedSingleton<TimeProvider>(KeyedService.AnyKey, static (_, _) => TimeProvider.System);
        builder.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, Clock);
        builder.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.ActivationManagement, _idleClock);
        builder.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, Clock);
        builder.Services.AddSingleton<IOrganizationContexts>(Organizations);
        builder.Services.AddSingleton<IFleetDirectory>(Directory);
        builder.Services.AddFleetMemoryLogs();
        builder.UseOrleans(silo =>
        {
            var (siloPort, gatewayPort) = LoopbackPorts.FreePair();
            silo.UseLocalhostClustering(siloPort, gatewayPort, primarySiloEndpoint: null, serviceId: "fleet", clusterId: "fleet");
            silo.AddMemoryGrainStorage("PubSubStore");
            silo.AddMemoryStreams(EventStreams.Provider, static streams => { });
            silo.UseInMemoryReminderService();
        });
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    /// <summary>All events of an organization so far, shard by shard, each shard in its order.</summary>
    public async Task<List<FleetEvent>> Events(string organizationId)
    {
        var events = new List<FleetEvent>();
        for (var shard = 0; shard < new ShardOptions().Shards; shard++)
        {
            var grain = Grains.GetGrain<IEventShardGrain>(GrainKey.ForShard(organizationId, shard));
            var head = (await grain.Snapshot(new SnapshotRequest())).Head;
            for (var n = 0L; n < head.N;)
            {
                var read = await grain.Read(head with { N = n }, 5_000);
                Assert.True(read.Complete);
                events.AddRange(read.Events);
                n += read.Events.Length;
            }
        }

        return events;
    }

    /// <summary>Deactivates every grain but those that are kept alive for ever; the next call reads its state again.</summary>
    public async Task DeactivateAll()
    {
        _idleClock.Advance(TimeSpan.FromHours(2));
        await Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
    }

    public async Task<int> Activations<TGrain>()
    {
        var statistics = await Grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics();
        return statistics.Where(s => s.GrainType.Contains(typeof(TGrain).Name, StringComparison.OrdinalIgnoreCase)).Sum(s => s.ActivationCount);
    }
}

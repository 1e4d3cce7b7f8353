using System.Globalization;
using Fleet.Alerts;
using Fleet.Directory;
using Fleet.Events;
using Fleet.Organizations;
using Fleet.Storage;
using Fleet.Testing;
using Fleet.Webhooks;
using Fleet.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.Reminders;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Fleet;

/// <summary>
/// A cluster with all fleet grains, in memory, the same code on either engine: Orleans' own test cluster. Grains, their timers and reminders run on
/// <see cref="Clock"/>, which stands until a test moves it; the engine itself runs on the machine's. One host serves a
/// collection of tests, so that a test takes an organization of its own (<see cref="NewOrganization"/>) and nothing meets.
/// </summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    /// <summary>Idle collection's own clock, so that grains can be collected without a deadline coming due.</summary>
    private readonly ManualTimeProvider _idleClock = new();

    private int _organizations;
    private InProcessTestCluster _cluster = null!;

    public ManualTimeProvider Clock { get; } = new();

    public FixtureOrganizations Organizations { get; } = new();

    public FixtureDirectory Directory { get; } = new();

    /// <summary>Ways to tell people, one of each.</summary>
    public IReadOnlyList<RecordingChannel> Channels { get; } = RecordingChannel.All();

    public IClusterClient Grains => _cluster.Client;

    /// <summary>Of one silo.</summary>
    public IServiceProvider Services => _cluster.GetSiloServiceProvider();

    /// <summary>FLEET_TEST_SILOS on real Orleans; the embedded engine has one. "One silo or ten: same answers."</summary>
    private static short Silos => short.TryParse(Environment.GetEnvironmentVariable("FLEET_TEST_SILOS"), NumberStyles.None, CultureInfo.InvariantCulture, out var silos) ? silos : (short)1;

    public string NewOrganization() => $"org{Interlocked.Increment(ref _organizations)}";

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(Silos);
        builder.Options.ConfigureFileLogging = false;
        var (positions, events, retention, states) = (new MemoryPositionLog(1_000_000), new MemoryEventLog(1_000_000), new MemoryRetentionRules(), new MemoryStateStorage());
        builder.ConfigureSiloHost((_, host) =>
        {
            host.Logging.ClearProviders();
            host.Services.AddSingleton<TimeProvider>(Clock);
            // Every other clock of the engine (membership, messaging, streams) is the machine's.
            host.Services.AddKeyedSingleton<TimeProvider>(KeyedService.AnyKey, static (_, _) => TimeProvider.System);
            host.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, Clock);
            host.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.ActivationManagement, _idleClock);
            host.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, Clock);
            host.Services.AddSingleton<IOrganizationContexts>(Organizations);
            host.Services.AddSingleton<IFleetDirectory>(Directory);
            // One store for all silos, as a database would be.
            host.Services.AddSingleton<IPositionLog>(positions);
            host.Services.AddSingleton<IEventLog>(events);
            host.Services.AddSingleton<IRetentionRules>(retention);
            foreach (var channel in Channels)
            {
                host.Services.AddSingleton<INotificationChannel>(channel);
            }

            host.Services.AddKeyedSingleton<IGrainStorage>("fleet", states);
            host.Services.AddEventReactor<IRecorderGrain>("recorder");
            host.Services.AddEventReactor<IWebhookRosterGrain>("webhooks");
            host.Services.AddEventReactor<IWorkflowRosterGrain>("workflows");
            host.Services.AddOutbound();
            host.Services.Configure<OutboundOptions>(static o => o.AllowedTargets = "127.0.0.0/8");
            host.Services.AddSingleton(new EventReactor("second", static (grains, organization) => grains.GetGrain<IRecorderGrain>(GrainKey.For(organization, "second"))));
        });
        builder.ConfigureSilo(static (_, silo) =>
        {
            silo.AddMemoryGrainStorage("PubSubStore");
            silo.AddMemoryStreams(EventStreams.Provider, static streams => { });
            silo.UseInMemoryReminderService();
        });
        builder.ConfigureClient(static client => client.AddMemoryStreams(EventStreams.Provider, static streams => { }));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

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

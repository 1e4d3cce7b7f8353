using Fleet.Directory;
using Fleet.Events;
using Fleet.Organizations;
using Fleet.Storage;
using Fleet.Testing;
using Fleet.Trips;
using Fleet.Vehicles;
using Fleet.Webhooks;
using Fleet.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace Fleet.Durability;

/// <summary>A silo that is killed and started again over the same stores; one vehicle of it reports.</summary>
public sealed class MortalSilo(SwitchedStores stores, PowerSwitch power, string organization) : IAsyncDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly FixtureOrganizations _organizations = new();
    private IHost? _host;

    public ManualTimeProvider Clock => _clock;

    public int Kills { get; private set; }

    /// <summary>What else the silo's host has.</summary>
    public Action<IServiceCollection>? Configure { get; init; }

    public IGrainFactory Grains => _host!.Services.GetRequiredService<IGrainFactory>();

    public IVehicleGrain Vehicle => Grains.GetGrain<IVehicleGrain>(GrainKey.For(organization, "v1"));

    public ITripGrain Trip(string id) => Grains.GetGrain<ITripGrain>(GrainKey.For(organization, id));

    public static MortalSilo InMemory(out SwitchedStores stores, out PowerSwitch power)
    {
        power = new PowerSwitch();
        stores = new SwitchedStores(new MemoryPositionLog(100_000), new MemoryEventLog(100_000), new FixtureDirectory(), new MemoryStateStorage(), power);
        return new MortalSilo(stores, power, "acme");
    }

    public async Task Start()
    {
        _organizations.Set(new OrganizationContext(
            new OrganizationSettings
            {
                OrganizationId = organization,
                Name = organization,
                CustomEvents =
                [
                    new() { Name = "parked", Triggers = new() { StopSeconds = 95 } },
                    new() { Name = "fast", Triggers = new() { MinSpeedKmh = 45, ConfirmationRequired = true, ConfirmationTimeoutSeconds = 60 } },
                ],
            },
            Geofences.GeofenceIndex.Empty));
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddKeyedSingleton<TimeProvider>(KeyedService.AnyKey, static (_, _) => TimeProvider.System);
        builder.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, _clock);
        builder.Services.AddSingleton<IOrganizationContexts>(_organizations);
        builder.Services.AddSingleton<IFleetDirectory>(stores);
        builder.Services.AddSingleton<IPositionLog>(stores);
        builder.Services.AddSingleton<IEventLog>(stores);
        builder.Services.AddKeyedSingleton<IGrainStorage>("fleet", stores);
        builder.Services.AddEventReactor<IRecorderGrain>("recorder");
        builder.Services.AddEventReactor<IWebhookRosterGrain>("webhooks");
        builder.Services.AddEventReactor<IWorkflowRosterGrain>("workflows");
        builder.Services.AddOutbound();
        builder.Services.Configure<OutboundOptions>(static o => o.AllowedTargets = "127.0.0.0/8");
        Configure?.Invoke(builder.Services);
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

    /// <summary>Nothing that was not durable before gets out any more.</summary>
    public async Task Kill()
    {
        Kills++;
        power.Cut();
        await Stop();
    }

    public async Task Restart()
    {
        power.CutAfter(0, false); // on, and no cut to come
        await Start();
    }

    /// <summary>Sends a batch until it is acknowledged, as a device does; a silo that lost its power is started again.</summary>
    /// <param name="batch">Positions.</param>
    /// <param name="next">After how many operations the power goes again, and whether that one lands.</param>
    public async Task Send(IEnumerable<Position> batch, Func<(int After, bool Lands)> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        while (true)
        {
            try
            {
                if ((await Vehicle.Report([.. batch.Select(p => p with { ReceivedAt = _clock.GetUtcNow() })])).RetryAfter is null)
                    return;
            }
            catch (Exception) when (power.Off)
            {
                // As a device sees it: no answer.
            }

            if (power.Off)
            {
                await Kill();
                var (after, lands) = next();
                power.CutAfter(after, lands);
                await Start();
            }
        }
    }

    /// <summary>As the recovery sweep does.</summary>
    public async Task WakeShards()
    {
        await foreach (var shard in stores.ShardsSince(DateTimeOffset.MinValue, CancellationToken.None))
            await Grains.GetGrain<IEventShardGrain>(GrainKey.ForShard(shard.OrganizationId, shard.Shard)).Read(default, 0);
    }

    /// <summary>As the recovery sweep does.</summary>
    public async Task WakeClocks()
    {
        await foreach (var entry in stores.WithClocks(CancellationToken.None))
            await Grains.Wake(entry);
    }

    /// <summary>Everything that the shards' lines hold, by the log.</summary>
    public async Task<List<FleetEvent>> Events()
    {
        var events = new List<FleetEvent>();
        for (var shard = 0; shard < new ShardOptions().Shards; shard++)
        {
            if (await stores.Head(organization, shard, CancellationToken.None) is not { } head)
                continue;

            var read = await stores.Read(organization, head with { N = 0 }, int.MaxValue, CancellationToken.None);
            Assert.True(read.Complete);
            Assert.Equal(head.N, read.Events.Length);
            events.AddRange(read.Events);
        }

        return events;
    }

    public async ValueTask DisposeAsync() => await Stop();

    private async Task Stop()
    {
        if (_host is null)
            return;

        await _host.StopAsync();
        _host.Dispose();
        _host = null;
    }
}

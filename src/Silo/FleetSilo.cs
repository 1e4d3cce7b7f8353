using Fleet.Directory;
using Fleet.Events;
using Fleet.Storage;
using Fleet.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Fleet.Silo;

/// <summary>The host of the grains: engine, storage, options. The same calls on both engines.</summary>
public static class FleetSilo
{
    /// <summary>The storage that every grain's state is kept in.</summary>
    public const string GrainStorage = "fleet";

    /// <summary>Adds one silo that is its own cluster, everything in memory. Its ports are free ones, so that two can run side by side.</summary>
    public static IHostApplicationBuilder AddFleetSilo(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddFleetGrains();
        var database = builder.Configuration["Fleet:Database"];
        if (string.IsNullOrEmpty(database))
            builder.Services.AddFleetMemoryLogs();
        else
            builder.Services.AddFleetPostgres(database);
        builder.Services.AddOptions<MemoryDirectoryOptions>().BindConfiguration(MemoryDirectoryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.TryAddSingleton<IFleetDirectory, MemoryFleetDirectory>();
        builder.UseOrleans(silo => ConfigureSilo(silo, inMemory: string.IsNullOrEmpty(database)));
        return builder;
    }

    private static void ConfigureSilo(ISiloBuilder silo, bool inMemory)
    {
        var (siloPort, gatewayPort) = FreePorts.Two();
        silo.UseLocalhostClustering(siloPort, gatewayPort);
        if (inMemory)
            silo.AddMemoryGrainStorage(GrainStorage);
        silo.AddMemoryGrainStorage("PubSubStore");
        silo.UseInMemoryReminderService();
        silo.AddMemoryStreams(EventStreams.Provider, streams =>
        {
            // Batches, eight queues and a short poll: 10 ms at the 99th percentile with 100,000 events a second,
            // where the defaults poll every 100 ms (shared/ORLEANS.md, What it costs).
            streams.ConfigurePartitioning(8);
            streams.ConfigurePullingAgent(agent => agent.Configure(o =>
            {
                o.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(5);
                o.BatchContainerBatchSize = 100;
            }));

            // Readers that fall behind read the shard's ring: the stream's own cache need not keep its default five minutes.
            streams.ConfigureCacheEviction(cache => cache.Configure(o =>
            {
                o.DataMinTimeInCache = TimeSpan.FromSeconds(5);
                o.DataMaxAgeInCache = TimeSpan.FromSeconds(30);
            }));
        });
        silo.Configure<MessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromSeconds(5));
    }
}

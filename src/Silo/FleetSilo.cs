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
    /// <summary>Rows that each log of a process without a database keeps.</summary>
    private const int MemoryRows = 500_000;

    /// <summary>
    /// Adds one silo that is its own cluster. Its ports are free ones, so that two can run side by side. It keeps its data
    /// where <see cref="SiloStorage"/>, which it registers, says.
    /// </summary>
    /// <exception cref="StorageException">Fleet:Database is no connection string.</exception>
    public static IHostApplicationBuilder AddFleetSilo(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddFleetGrains();
        var storage = AddStorage(builder.Services, builder.Configuration[SiloStorage.DatabaseKey]);
        builder.Services.AddSingleton(storage);
        builder.UseOrleans(ConfigureSilo);
        builder.Services.AddOptions<RecoveryOptions>().BindConfiguration(RecoveryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHostedService<RecoverySweep>(); // behind UseOrleans: the silo runs when it begins
        return builder;
    }

    private static SiloStorage AddStorage(IServiceCollection services, string? database)
    {
        if (!string.IsNullOrWhiteSpace(database))
        {
            services.AddHostedService<SchemaService>(); // before everything that uses the database
            services.AddFleetPostgres(database);
            return new SiloStorage(true, "PostgreSQL");
        }

        services.AddOptions<MemoryDirectoryOptions>().BindConfiguration(MemoryDirectoryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<IFleetDirectory, MemoryFleetDirectory>();
        services.AddFleetMemoryLogs(MemoryRows);
        return new SiloStorage(false, "memory: nothing survives a restart");
    }

    private static void ConfigureSilo(ISiloBuilder silo)
    {
        var (siloPort, gatewayPort) = FreePorts.Two();
        silo.UseLocalhostClustering(siloPort, gatewayPort);

        // In memory either way: memory streams and their subscribers end with the process, and gateways subscribe anew.
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

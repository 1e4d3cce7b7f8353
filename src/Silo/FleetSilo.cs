using Fleet.Hosting;
using Fleet.Hosting.Clustering;
using Fleet.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Fleet.Silo;

/// <summary>The host of the grains: engine, storage, options. The same calls on both engines.</summary>
public static class FleetSilo
{
    /// <summary>
    /// Adds one silo that is its own cluster. Its ports are free ones, so that two can run side by side. It keeps its data
    /// where <see cref="FleetStorage"/>, which it registers, says.
    /// </summary>
    /// <exception cref="StorageException">Fleet:Database is no connection string.</exception>
    public static IHostApplicationBuilder AddFleetSilo(this IHostApplicationBuilder builder) => builder.Add(static silo =>
    {
        var (siloPort, gatewayPort) = FreePorts.Two();
        silo.UseLocalhostClustering(siloPort, gatewayPort);
        // In memory, whatever the database: memory streams and their subscribers end with the process, and gateways subscribe anew.
        silo.AddMemoryGrainStorage("PubSubStore");
        silo.UseInMemoryReminderService();
        silo.Configure<SiloMessagingOptions>(static o => o.ResponseTimeout = TimeSpan.FromSeconds(5));
    });

    /// <summary>Adds a silo that joins the others of <see cref="ClusterSettings"/>.</summary>
    /// <exception cref="StorageException">There is no database to meet in, or this build's engine is one process.</exception>
    public static IHostApplicationBuilder AddClusteredFleetSilo(this IHostApplicationBuilder builder)
    {
        var (settings, database) = ClusterConfiguration.Read(builder);
        return builder.Add(silo =>
        {
            ClusterConfiguration.Join(silo, settings, database);
            silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromMilliseconds(settings.ResponseMilliseconds));
        });
    }

    private static IHostApplicationBuilder Add(this IHostApplicationBuilder builder, Action<ISiloBuilder> join)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddFleetGrains();
        FleetStorage.Add(builder);
        builder.UseOrleans(silo =>
        {
            join(silo);
            FleetStreams.Add(silo);
        });
        builder.Services.AddOptions<RecoveryOptions>().BindConfiguration(RecoveryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHostedService<RecoverySweep>(); // behind UseOrleans: the silo runs when it begins
        return builder;
    }
}

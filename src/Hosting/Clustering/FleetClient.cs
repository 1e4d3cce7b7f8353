using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Fleet.Hosting.Clustering;

/// <summary>A host that calls the fleet's grains from outside: a gateway, or a backend service of one's own.</summary>
public static class FleetClient
{
    /// <summary>
    /// Adds an <c>IClusterClient</c> and <c>IGrainFactory</c> of the cluster that <see cref="ClusterSettings"/> and <c>Fleet:Database</c> name, with the
    /// streams of events. It waits at start until a silo answers.
    /// </summary>
    /// <exception cref="Fleet.Storage.StorageException">There is no database to meet in, or this build's engine is one process.</exception>
    public static IHostApplicationBuilder AddFleetClient(this IHostApplicationBuilder builder)
    {
        var (settings, database) = ClusterConfiguration.Read(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.UseOrleansClient(client =>
        {
            ClusterConfiguration.Join(client, settings, database);
            client.Configure<ClientMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromMilliseconds(settings.ResponseMilliseconds));
            FleetStreams.Add(client);
        });
        return builder;
    }
}

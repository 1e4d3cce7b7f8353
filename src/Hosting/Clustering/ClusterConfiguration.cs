using Fleet.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Hosting;

namespace Fleet.Hosting.Clustering;

/// <summary>Reads and checks <see cref="ClusterSettings"/> before a host is built: the engine needs them while it is composed.</summary>
public static class ClusterConfiguration
{
    /// <exception cref="OptionsValidationException">A setting is out of range.</exception>
    /// <exception cref="StorageException">There is no database to meet in, or the engine of this build knows one process only.</exception>
    public static (ClusterSettings Settings, string Database) Read(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (Cluster.Unavailable is { } why)
            throw new StorageException(why);
        if (builder.Configuration[FleetStorage.DatabaseKey] is not { Length: > 0 } database)
            throw new StorageException($"{FleetStorage.DatabaseKey} is not set; the hosts of a cluster meet in a PostgreSQL database");

        builder.Services.AddSingleton<IValidateOptions<ClusterSettings>, ClusterSettingsValidator>();
        builder.Services.AddOptions<ClusterSettings>().BindConfiguration(ClusterSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(builder.Configuration);
        services.AddSingleton<IValidateOptions<ClusterSettings>, ClusterSettingsValidator>();
        services.AddOptions<ClusterSettings>().BindConfiguration(ClusterSettings.Section).ValidateDataAnnotations();
        using var provider = services.BuildServiceProvider();
        return (provider.GetRequiredService<IOptions<ClusterSettings>>().Value, database);
    }

    public static void Join(ISiloBuilder silo, ClusterSettings settings, string database) => Cluster.Join(silo, settings, database);

    public static void Join(IClientBuilder client, ClusterSettings settings, string database) => Cluster.Join(client, settings, database);
}

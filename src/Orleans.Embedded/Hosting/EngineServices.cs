using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Embedded.Activations;
using Orleans.Embedded.Reminders;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Embedded.Hosting;

/// <summary>What a silo or client adds to its host's services.</summary>
internal static class EngineServices
{
    public static ISiloBuilder AddSilo(IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(d => d.ServiceType == typeof(RemoteSilo))) throw Both();
        if (services.Any(d => d.ServiceType == typeof(Silo))) return new SiloBuilder(services, configuration);

        services.AddOptions();
        services.AddLogging();
        AddClocks(services);
        services.AddSingleton<Silo>();
        services.AddSingleton<ReminderService>();
        services.AddSingleton<IGrainFactory>(static sp => sp.GetRequiredService<Silo>().GrainFactory);
        services.AddSingleton<IClusterClient>(static sp => sp.GetRequiredService<Silo>().GrainFactory);
        services.AddSingleton<ILocalSiloDetails>(static sp => sp.GetRequiredService<Silo>());
        services.AddSingleton<IGrainContextAccessor, GrainContextAccessor>();
        services.AddScoped<IGrainContext>(static sp => sp.GetRequiredService<IGrainContextAccessor>().GrainContext);
        services.AddHostedService(static sp => sp.GetRequiredService<Silo>());
        return new SiloBuilder(services, configuration);
    }

    public static IClientBuilder AddClient(IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(d => d.ServiceType == typeof(Silo))) throw Both();
        if (services.Any(d => d.ServiceType == typeof(RemoteSilo))) return new ClientBuilder(services, configuration);

        services.AddOptions();
        services.AddLogging();
        AddClocks(services);
        services.AddSingleton<RemoteSilo>();
        services.AddSingleton<IClusterClient>(static sp => sp.GetRequiredService<RemoteSilo>().Client);
        services.AddSingleton<IGrainFactory>(static sp => sp.GetRequiredService<RemoteSilo>().Client);
        services.AddHostedService(static sp => sp.GetRequiredService<RemoteSilo>());
        return new ClientBuilder(services, configuration);
    }

    private static void AddClocks(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton<TimeProvider>(KeyedService.AnyKey, static (sp, _) => sp.GetRequiredService<TimeProvider>());
    }

    private static OrleansConfigurationException Both() => new(
        "Do not call both UseOrleansClient/AddOrleansClient with UseOrleans/AddOrleans. If you want a client and server in the same process, only UseOrleans/AddOrleans is necessary and the UseOrleansClient/AddOrleansClient call can be removed.");
}

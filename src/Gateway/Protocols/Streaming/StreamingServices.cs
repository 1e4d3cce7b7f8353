using System.Diagnostics.Metrics;
using Fleet.Events;
using Fleet.Gateway.Audit;
using Fleet.Gateway.Protocols.Upgrades;
using Fleet.Gateway.Subscriptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>Composition of subscriptions and of the streaming protocol. Needs an <c>IClusterClient</c>, an <c>IEventLog</c> and an <c>IAuthenticator</c>.</summary>
public static class StreamingServices
{
    public static IServiceCollection AddStreaming(this IServiceCollection services, IConfiguration configuration)
    {
        Bind<ShardOptions>(services, configuration, "Fleet");
        Bind<ConnectionOptions>(services, configuration, ConnectionOptions.Section);
        Bind<SubscriptionOptions>(services, configuration, SubscriptionOptions.Section);
        Bind<StreamingOptions>(services, configuration, StreamingOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddDirectUpgrades();
        services.TryAddSingleton<IShardSource, OrleansShardSource>();
        services.TryAddSingleton<FeedHub>();
        services.TryAddSingleton<ShardReader>();
        services.TryAddSingleton<SubscriptionJoin>();
        services.TryAddSingleton<SubscriptionReplay>();
        services.TryAddSingleton<FleetOverview>();
        services.TryAddSingleton<FleetAnalytics>();
        services.AddSingleton<KeyWatch>();
        services.AddHostedService(static s => s.GetRequiredService<KeyWatch>());
        services.TryAddSingleton(static provider => new StreamedReports(
            provider.GetService<IGrainFactory>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<StreamedReports>>()));
        services.AddHostedService(static provider => provider.GetRequiredService<StreamedReports>());
        services.TryAddSingleton(static provider => new SessionRegistry(
            provider.GetRequiredService<IOptions<ConnectionOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IMeterFactory>(),
            provider.GetRequiredService<StreamedReports>()));
        services.AddAuditTrail();
        services.AddSingleton<StreamingHost>();
        return services;
    }

    public static IEndpointRouteBuilder MapStreaming(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var host = app.ServiceProvider.GetRequiredService<StreamingHost>();
        app.Map(StreamingEndpoint.Path, context => StreamingEndpoint.Serve(context, host));
        app.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(host.Registry.SayGoodbye);
        return app;
    }

    private static void Bind<T>(IServiceCollection services, IConfiguration configuration, string section)
        where T : class =>
        services.AddOptions<T>().Bind(configuration.GetSection(section)).ValidateDataAnnotations().ValidateOnStart();
}

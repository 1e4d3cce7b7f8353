using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fleet.Gateway.Protocols.Upgrades;

/// <summary>Composition: WebSockets on plain TCP without a server's request behind each (decision 45).</summary>
internal static class UpgradeServices
{
    public static IServiceCollection AddDirectUpgrades(this IServiceCollection services)
    {
        services.TryAddSingleton<UpgradeServer>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnectionListenerFactory, UpgradeListenerFactory>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, PipelineFilter>());
        return services;
    }

    /// <summary>The outermost middleware, so that opening requests pass all the others.</summary>
    private sealed class PipelineFilter(UpgradeServer server) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(pipeline =>
            {
                server.Pipeline = pipeline;
                return pipeline;
            });
            next(app);
        };
    }
}

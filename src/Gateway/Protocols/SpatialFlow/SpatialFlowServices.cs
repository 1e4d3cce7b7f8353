using Fleet.Gateway.Api.AsyncApi;
using Fleet.Gateway.Protocols.SpatialFlow.Feeds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fleet.Gateway.Protocols.SpatialFlow;

/// <summary>Composition of S3's sockets. Needs what streaming registers, and an <c>IEventLog</c>.</summary>
internal static class SpatialFlowServices
{
    public static IServiceCollection AddSpatialFlow(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SpatialFlowOptions>()
            .Bind(configuration.GetSection(SpatialFlowOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SpatialFlowHost>();
        services.AddAsyncApi<SpatialFlowHost>("spatialflow.asyncapi.json");
        services.AddSingleton<DashboardReader>();
        services.AddSingleton<DashboardFeed>();
        services.AddSingleton<GeofenceFeed>();
        services.AddSingleton<WorkflowFeed>();
        services.AddSingleton<ExecutionFeed>();
        services.AddSingleton<WebhookFeed>();
        return services;
    }

    /// <summary>Routing takes each path with and without its trailing slash.</summary>
    public static IEndpointRouteBuilder MapSpatialFlow(this IEndpointRouteBuilder app)
    {
        var host = app.ServiceProvider.GetRequiredService<SpatialFlowHost>();
        Map("/ws/dashboard/events", app.ServiceProvider.GetRequiredService<DashboardFeed>());
        Map("/ws/events/geofence", app.ServiceProvider.GetRequiredService<GeofenceFeed>());
        Map("/ws/workflows/{workflow_id}", app.ServiceProvider.GetRequiredService<WorkflowFeed>());
        Map("/ws/workflows/{workflow_id}/executions/{execution_id}", app.ServiceProvider.GetRequiredService<ExecutionFeed>());
        Map("/ws/webhooks/status", app.ServiceProvider.GetRequiredService<WebhookFeed>());
        app.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(host.Registry.SayGoodbye);
        return app;

        void Map(string path, SpatialFlowFeed feed) => app.Map(path, context => SpatialFlowEndpoint.Serve(context, host, feed));
    }
}

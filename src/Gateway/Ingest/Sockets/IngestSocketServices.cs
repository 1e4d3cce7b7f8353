using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fleet.Gateway.Ingest.Sockets;

internal static class IngestSocketServices
{
    /// <summary>Needs the sessions' registry of the streaming services.</summary>
    public static IServiceCollection AddIngestSocket(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IngestSocketOptions>()
            .Bind(configuration.GetSection(IngestSocketOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IngestMessageReader>();
        services.AddSingleton<IngestSocketHost>();
        return services;
    }

    public static void MapIngestSocket(this IEndpointRouteBuilder routes)
    {
        var host = routes.ServiceProvider.GetRequiredService<IngestSocketHost>();
        routes.Map(IngestSocketEndpoint.Path, context => IngestSocketEndpoint.Serve(context, host));
        routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(host.Registry.SayGoodbye);
    }
}

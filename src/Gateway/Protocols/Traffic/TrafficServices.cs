using Fleet.Gateway.Api.AsyncApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>Composition of S2's socket. Needs what streaming registers.</summary>
public static class TrafficServices
{
    public static IServiceCollection AddTrafficSocket(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TrafficSocketOptions>()
            .Bind(configuration.GetSection(TrafficSocketOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<TrafficHost>();
        services.AddAsyncApi<TrafficHost>("traffic.asyncapi.json");
        return services;
    }

    public static IEndpointRouteBuilder MapTrafficSocket(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var host = app.ServiceProvider.GetRequiredService<TrafficHost>();
        app.Map(TrafficEndpoint.Path, context => TrafficEndpoint.Serve(context, host));
        app.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(host.Registry.SayGoodbye);
        return app;
    }
}

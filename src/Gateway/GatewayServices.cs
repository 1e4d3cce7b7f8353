using Fleet.Gateway.Api;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Ingest;
using Fleet.Gateway.Protocols.Streaming;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Gateway;

/// <summary>The gateway for a host to compose: <c>AddFleetGateway</c> before building, <c>MapFleetGateway</c> after.</summary>
public static class GatewayServices
{
    /// <summary>Needs an <c>IGrainFactory</c> and an <c>IFleetDirectory</c> from the host.</summary>
    public static IServiceCollection AddFleetGateway(this IServiceCollection services, IConfiguration configuration)
    {
        services.ConfigureHttpJsonOptions(o => ApiJson.Configure(o.SerializerOptions));
        services.AddAuth(configuration);
        services.AddIngest(configuration);
        services.AddStreaming(configuration);
        return services;
    }

    public static WebApplication MapFleetGateway(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.UseWebSockets();
        app.MapIngest();
        app.MapStreaming();
        return app;
    }
}

using Fleet.Gateway.Api.Pages;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Api;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Ingest;
using Fleet.Gateway.Protocols.SocketIo;
using Fleet.Gateway.Protocols.SpatialFlow;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Protocols.Traffic;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Gateway;

/// <summary>The gateway for a host to compose: <c>AddFleetGateway</c> before building, <c>MapFleetGateway</c> after.</summary>
public static class GatewayServices
{
    /// <summary>Needs an <c>IClusterClient</c>, an <c>IFleetDirectory</c> and an <c>IEventLog</c> from the host.</summary>
    public static IServiceCollection AddFleetGateway(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuth(configuration);
        services.AddIngest(configuration);
        services.AddApi(configuration);
        services.AddStreaming(configuration);
        services.AddSocketIo(configuration);
        services.AddSpatialFlow(configuration);
        services.AddTrafficSocket(configuration);
        services.AddOptions<KestrelServerOptions>().Configure(Limit);
        services.AddLogging(KeepUrlsOutOfLogs);
        return services;
    }

    public static WebApplication MapFleetGateway(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseDashboardFiles();
        app.UseRouting();
        app.UseWebSockets();
        app.MapIngest();
        app.MapApi();
        app.MapStreaming();
        app.MapSocketIo();
        app.MapSpatialFlow();
        app.MapTrafficSocket();
        return app;
    }

    /// <summary>
    /// Some clients can be given a URL only, so that their credential stands in its query. The framework logs whole URLs
    /// at Information and below, whatever level the host asks for; problems are logged by route, without the query.
    /// </summary>
    private static void KeepUrlsOutOfLogs(ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.HttpLogging", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.Connections", LogLevel.Information); // below it are the bytes
    }

    /// <summary>
    /// What one connection may cost before a handler sees it. Bodies are bounded where they are read (MaxBodyBytes), with
    /// a problem of their own. HTTP/1.1 and, over TLS, HTTP/2: Kestrel's own default. Forwarded headers are not believed: whoever puts a proxy in front says so in the host.
    /// </summary>
    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 64 * 1_048_576;
        kestrel.Limits.MaxRequestLineSize = 8_192;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32_768;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.Http2.MaxStreamsPerConnection = 100;
    }
}

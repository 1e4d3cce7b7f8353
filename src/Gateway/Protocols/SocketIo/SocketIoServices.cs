using Fleet.Gateway.Protocols.SocketIo.EngineIo;
using Fleet.Gateway.Protocols.SocketIo.Fleet;
using Fleet.Gateway.Protocols.SocketIo.Packets;
using Fleet.Gateway.Protocols.SocketIo.Recovery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fleet.Gateway.Protocols.SocketIo;

/// <summary>Composition of Socket.IO. Needs what streaming registers.</summary>
internal static class SocketIoServices
{
    public const string Path = "/socket.io/";

    public static IServiceCollection AddSocketIo(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SocketIoOptions>()
            .Bind(configuration.GetSection(SocketIoOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<EngineHost>();
        services.AddSingleton<BulletinBoard>();
        services.AddSingleton<RecoveryStore>();
        services.AddSingleton<FleetSocketHost>();
        return services;
    }

    public static IEndpointRouteBuilder MapSocketIo(this IEndpointRouteBuilder app)
    {
        var host = app.ServiceProvider.GetRequiredService<FleetSocketHost>();
        var endpoint = new EngineEndpoint(host.Engine, (port, address) => new SocketIoSession(
            host.Engine, port, address, (session, space) => space == Packet.DefaultNamespace ? new FleetSocket(host, session) : null));
        app.Map(Path, endpoint.Serve);
        app.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(host.Engine.Registry.SayGoodbye);
        return app;
    }
}

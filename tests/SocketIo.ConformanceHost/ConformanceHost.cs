using System.Diagnostics.Metrics;
using Fleet.Gateway.Protocols.SocketIo;
using Fleet.Gateway.Protocols.SocketIo.EngineIo;
using Fleet.Gateway.Protocols.Upgrades;
using Fleet.Gateway.Subscriptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.SocketIo.ConformanceHost;

/// <summary>
/// What the public conformance suites of Engine.IO v4 and Socket.IO v5 want on port 3000: echo handlers and short
/// heartbeats, over the gateway's own protocol code. docs/socketio.md says how to run the suites.
/// </summary>
internal static class ConformanceHost
{
    private const string Url = "http://localhost:3000"; // written into the suites

    /// <param name="heartbeats">The clock by which pings go out and a silent client is given up.</param>
    public static WebApplication Build(TimeProvider heartbeats, string url = Url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddDirectUpgrades();
        builder.Services.AddSingleton(static services => new SessionRegistry(
            services.GetRequiredService<IOptions<ConnectionOptions>>(), TimeProvider.System, services.GetRequiredService<IMeterFactory>(), streamed: null));
        builder.Services.Configure<SocketIoOptions>(o =>
        {
            o.PingIntervalMilliseconds = 300;
            o.PingTimeoutMilliseconds = 200;
            o.MaxPayloadBytes = 1_000_000;
        });
        var app = builder.Build();

        var engine = Host(app.Services, heartbeats);
        var socket = Host(app.Services, heartbeats);
        app.Map("/engine.io/", new EngineEndpoint(engine, (port, address) => new EchoEngineSession(engine, port, address)).Serve);
        app.Map("/socket.io/", new EngineEndpoint(socket, (port, address) => new SocketIoSession(socket, port, address, EchoHandler.Open)).Serve);
        return app;
    }

    private static EngineHost Host(IServiceProvider services, TimeProvider heartbeats) => new(
        services.GetRequiredService<SessionRegistry>(),
        services.GetRequiredService<IOptions<SocketIoOptions>>(),
        services.GetRequiredService<IOptions<SubscriptionOptions>>(),
        services.GetRequiredService<IOptions<ConnectionOptions>>(),
        heartbeats,
        services.GetRequiredService<ILogger<EngineSession>>());
}

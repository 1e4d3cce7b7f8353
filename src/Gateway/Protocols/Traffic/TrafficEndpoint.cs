using System.Net.WebSockets;
using Fleet.Gateway.Protocols.Streaming;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>The door of <c>/ws</c>: handshake, who may come in, and one session until the connection ends.</summary>
internal static class TrafficEndpoint
{
    public const string Path = "/ws";

    public static async Task Serve(HttpContext context, TrafficHost host)
    {
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        if (await WebSocketHandshake.Accept(context) is not { } connection)
            return;

        var output = ConnectionOutput.Of(context, connection, host.ConnectionOptions.SendBufferBytes);
        var stream = new HeardStream(connection, output);

        // S2's own class never says anything once it has subscribed: pings keep it, and every answer is a sign of life.
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions
        {
            IsServer = true,
            KeepAliveInterval = TimeSpan.FromSeconds(host.Options.IdleSeconds) / 3,
            KeepAliveTimeout = TimeSpan.FromSeconds(host.Options.IdleSeconds),
        });
        using var transport = new StreamingTransport(socket, output, context, host.Options.MaxMessageBytes);
        var session = new TrafficSession(host, transport);
        stream.Heard = session.Heard;

        var address = context.Connection.RemoteIpAddress;
        var counted = host.Registry.TryOpen(address);
        host.Registry.Add(session);
        try
        {
            if (!OriginPolicy.Allows(context, host.ConnectionOptions.AllowedOrigins))
                session.Refuse(CloseCodes.OriginRefused, "origin refused");
            else if (!counted)
                session.Refuse(CloseCodes.ConnectionLimit, "connection limit");
            else
                session.Greet();

            await session.Run(context.RequestAborted);
        }
        finally
        {
            host.Registry.Remove(session);
            if (counted)
                host.Registry.Closed(address);
        }
    }
}

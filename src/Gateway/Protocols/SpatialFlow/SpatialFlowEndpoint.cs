using System.Net.WebSockets;
using Fleet.Gateway.Protocols.SpatialFlow.Feeds;
using Fleet.Gateway.Protocols.Streaming;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Fleet.Gateway.Protocols.SpatialFlow;

/// <summary>
/// The door of S3's paths. Every handshake is accepted and a refusal told by its close code: a browser shows its page
/// nothing of a handshake that failed.
/// </summary>
internal static class SpatialFlowEndpoint
{
    public static async Task Serve(HttpContext context, SpatialFlowHost host, SpatialFlowFeed feed)
    {
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        var credential = SpatialFlowCredential.Read(context.Request);
        if (await WebSocketHandshake.Accept(context, subprotocol: credential.Subprotocol) is not { } connection)
        {
            return;
        }

        var output = ConnectionOutput.Of(context, connection, host.ConnectionOptions.SendBufferBytes);
        var stream = new HeardStream(connection, output);
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = Timeout.InfiniteTimeSpan });
        using var transport = new StreamingTransport(socket, output, context, host.Options.MaxMessageBytes);
        var session = new SpatialFlowSession(host, transport, feed);
        stream.Heard = session.Heard;

        var address = context.Connection.RemoteIpAddress;
        var counted = host.Registry.TryOpen(address);
        host.Registry.Add(session);
        try
        {
            if (!OriginPolicy.Allows(context, host.ConnectionOptions.AllowedOrigins))
            {
                session.Refuse(CloseCodes.OriginRefused, "origin refused");
            }
            else if (!counted)
            {
                session.RefuseConnection("This address has as many connections as it may.");
            }

            await session.Run(credential, IdsOf(context), context.Request.Query["resume"] is [{ } resume] ? resume : null, context.RequestAborted);
        }
        finally
        {
            host.Registry.Remove(session);
            if (counted)
            {
                host.Registry.Closed(address);
            }
        }
    }

    private static Dictionary<string, string> IdsOf(HttpContext context) =>
        context.Request.RouteValues.ToDictionary(v => v.Key, v => v.Value?.ToString() ?? "", StringComparer.Ordinal);
}

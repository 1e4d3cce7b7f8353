using System.Net.WebSockets;
using Fleet.Gateway.Api;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Protocols;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Organizations;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Net.Http.Headers;

namespace Fleet.Gateway.Ingest.Sockets;

/// <summary>
/// The door of <c>/v1/ingest</c>. A credential in the handshake's headers is judged before the upgrade, and answered as
/// any REST request is; without one the first message has to be <c>auth</c>.
/// </summary>
internal static class IngestSocketEndpoint
{
    public const string Path = "/v1/ingest";

    public static async Task Serve(HttpContext context, IngestSocketHost host)
    {
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        Principal? principal = null;
        if (HasCredential(context.Request))
        {
            if (await RoleFilter.Refuse(context, Role.Operator, null) is { } refusal)
            {
                await refusal.ExecuteAsync(context);
                return;
            }

            principal = context.GetPrincipal();
        }

        if (await WebSocketHandshake.Accept(context) is not { } connection)
            return;

        var output = ConnectionOutput.Of(context, connection, host.Connections.SendBufferBytes);
        var stream = new HeardStream(connection, output);
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = Timeout.InfiniteTimeSpan });
        using var transport = new StreamingTransport(socket, output, context, host.Options.MaxMessageBytes);
        using var session = new IngestSession(host, transport);
        stream.Heard = session.Heard;

        var address = context.Connection.RemoteIpAddress;
        var counted = host.Registry.TryOpen(address);
        host.Registry.Add(session);
        try
        {
            if (!OriginPolicy.Allows(context, host.Connections.AllowedOrigins))
                session.Refuse(CloseCodes.OriginRefused, "origin refused");
            else if (!counted)
                session.RefuseConnection("This address has as many connections as it may.");
            else if (principal is not null)
                session.Enter(principal);

            await session.Run(context.RequestAborted);
        }
        finally
        {
            host.Registry.Remove(session);
            if (counted)
                host.Registry.Closed(address);
        }
    }

    private static bool HasCredential(HttpRequest request) =>
        request.Headers.ContainsKey(HeaderNames.Authorization) || request.Headers.ContainsKey(Authenticator.KeyHeader);
}

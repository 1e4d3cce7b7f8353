using Fleet.Gateway.Api;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Protocols;
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

        var terms = new WebSocketTerms(host.Options.MaxMessageBytes, host.Connections.SendBufferBytes);
        if (await WebSocketConnection.Accept(context, terms) is not { } connection)
            return;

        var session = new IngestSession(host, connection);
        session.Judge(context, host.Connections);
        if (principal is not null && !session.IsClosing)
            session.Enter(principal);

        await session.Serve();
    }

    private static bool HasCredential(HttpRequest request) =>
        request.Headers.ContainsKey(HeaderNames.Authorization) || request.Headers.ContainsKey(Authenticator.KeyHeader);
}

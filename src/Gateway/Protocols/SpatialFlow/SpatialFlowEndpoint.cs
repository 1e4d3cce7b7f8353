using Fleet.Gateway.Protocols.SpatialFlow.Feeds;
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
        var terms = new WebSocketTerms(host.Options.MaxMessageBytes, host.ConnectionOptions.SendBufferBytes) { Subprotocol = credential.Subprotocol };
        if (await WebSocketConnection.Accept(context, terms) is not { } connection)
        {
            return;
        }

        var session = new SpatialFlowSession(host, connection, feed);
        var address = context.Connection.RemoteIpAddress;
        var counted = host.Registry.TryOpen(address);
        if (!OriginPolicy.Allows(context, host.ConnectionOptions.AllowedOrigins))
        {
            session.Refuse(CloseCodes.OriginRefused, "origin refused");
        }
        else if (!counted)
        {
            session.RefuseConnection("This address has as many connections as it may.");
        }

        var (ids, resume) = (IdsOf(context), context.Request.Query["resume"] is [{ } asked] ? asked : null);
        await connection.Run(aborted => host.Registry.Run(session, counted ? address : null, () => session.Run(credential, ids, resume, aborted)));
    }

    private static Dictionary<string, string> IdsOf(HttpContext context) =>
        context.Request.RouteValues.ToDictionary(v => v.Key, v => v.Value?.ToString() ?? "", StringComparer.Ordinal);
}

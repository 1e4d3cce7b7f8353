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
        session.Judge(context, host.ConnectionOptions);
        if (!session.IsClosing)
        {
            await session.Ask(context, credential);
        }

        await session.Serve();
    }
}

using Microsoft.AspNetCore.Http.Timeouts;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>The door of <c>/v1/streaming</c>: handshake, who may come in, and one session until the connection ends.</summary>
internal static class StreamingEndpoint
{
    public const string Path = "/v1/streaming";

    public static async Task Serve(HttpContext context, StreamingHost host)
    {
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        var terms = new WebSocketTerms(host.Options.MaxMessageBytes, host.ConnectionOptions.SendBufferBytes) { Deflate = host.Options.Compression };
        if (await WebSocketConnection.Accept(context, terms) is not { } connection)
        {
            return;
        }

        var session = new StreamingSession(host, connection);
        session.Judge(context, host.ConnectionOptions);
        await session.Serve();
    }
}

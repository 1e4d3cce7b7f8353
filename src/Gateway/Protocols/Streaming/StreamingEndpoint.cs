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
        var address = context.Connection.RemoteIpAddress;
        var counted = host.Registry.TryOpen(address);
        Judge(context, host, session, counted);
        await connection.Run(aborted => host.Registry.Run(session, counted ? address : null, () => session.Run(aborted)));
    }

    private static void Judge(HttpContext context, StreamingHost host, StreamingSession session, bool counted)
    {
        if (!OriginPolicy.Allows(context, host.ConnectionOptions.AllowedOrigins))
        {
            session.Refuse(CloseCodes.OriginRefused, "origin refused");
        }
        else if (!counted)
        {
            session.Refuse(CloseCodes.ConnectionLimit, "connection limit", new StreamingError(
                ErrorTypes.RateLimitExceeded, ErrorCodes.ConnectionLimit, "This address has as many connections as it may.")
            {
                RetryAfter = TimeSpan.FromSeconds(30),
            });
        }
    }
}

using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>The door of <c>/v1/streaming</c>: handshake, who may come in, and one session until the connection ends.</summary>
internal static class StreamingEndpoint
{
    public const string Path = "/v1/streaming";

    public static async Task Serve(HttpContext context, StreamingHost host)
    {
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        var deflate = host.Options.Compression ? PerMessageDeflate.Answer(context.Request.Headers.SecWebSocketExtensions) : null;
        if (await WebSocketHandshake.Accept(context, deflate) is not { } connection)
        {
            return;
        }

        // No pings of ours: a client that says nothing for IdleSeconds is gone, and one that pings us is seen by HeardStream.
        var output = ConnectionOutput.Of(context, connection, host.ConnectionOptions.SendBufferBytes);
        var stream = new HeardStream(connection, output);
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions
        {
            IsServer = true,
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
            DangerousDeflateOptions = deflate is null ? null : new WebSocketDeflateOptions { ClientContextTakeover = false, ServerContextTakeover = false },
        });
        using var transport = new StreamingTransport(socket, output, context, host.Options.MaxMessageBytes) { Deflates = deflate is not null };
        var session = new StreamingSession(host, transport);
        stream.Heard = session.Heard;

        var address = context.Connection.RemoteIpAddress;
        var counted = host.Registry.TryOpen(address);
        host.Registry.Add(session);
        try
        {
            Judge(context, host, session, counted);
            await session.Run(context.RequestAborted);
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

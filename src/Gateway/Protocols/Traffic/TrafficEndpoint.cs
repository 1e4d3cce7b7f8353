using Microsoft.AspNetCore.Http.Timeouts;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>The door of <c>/ws</c>: handshake, who may come in, and one session until the connection ends.</summary>
internal static class TrafficEndpoint
{
    public const string Path = "/ws";

    public static async Task Serve(HttpContext context, TrafficHost host)
    {
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();

        // S2's own class never says anything once it has subscribed: pings keep it, and every answer is a sign of life.
        var terms = new WebSocketTerms(host.Options.MaxMessageBytes, host.ConnectionOptions.SendBufferBytes) { Ping = TimeSpan.FromSeconds(host.Options.IdleSeconds) / 3 };
        if (await WebSocketConnection.Accept(context, terms) is not { } connection)
            return;

        var session = new TrafficSession(host, connection);
        session.Judge(context, host.ConnectionOptions);
        if (!session.IsClosing)
            session.Greet();

        await session.Serve();
    }
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Fleet.Gateway.Protocols;

/// <summary>
/// The opening handshake of RFC 6455 §4.2. Done here and not by the framework's middleware because a session has to see
/// every byte that arrives (a ping of the peer counts as a sign of life), and because whoever owns the stream can write
/// several frames at once.
/// </summary>
internal static class WebSocketHandshake
{
    private const int KeyBytes = 16;

    private static readonly byte[] Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"u8.ToArray();

    /// <summary>The upgraded connection; null where the request was answered with an error instead.</summary>
    /// <param name="extensions">What is answered to the extensions offered; null for none.</param>
    /// <param name="subprotocol">The one that was chosen of those offered; null for none.</param>
    public static async Task<Stream?> Accept(HttpContext context, string? extensions, string? subprotocol)
    {
        var request = context.Request;
        var response = context.Response;
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade
            || !HttpMethods.IsGet(request.Method)
            || !request.Headers.Upgrade.Any(u => string.Equals(u, "websocket", StringComparison.OrdinalIgnoreCase)))
        {
            response.StatusCode = StatusCodes.Status426UpgradeRequired;
            response.Headers.Upgrade = "websocket";
            return null;
        }

        if (request.Headers.SecWebSocketVersion != "13")
        {
            response.StatusCode = StatusCodes.Status426UpgradeRequired;
            response.Headers.SecWebSocketVersion = "13";
            return null;
        }

        var key = request.Headers.SecWebSocketKey.ToString();
        if (!IsKey(key))
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
            return null;
        }

        response.Headers[HeaderNames.Upgrade] = "websocket";
        response.Headers.SecWebSocketAccept = AcceptOf(key);
        if (extensions is not null)
        {
            response.Headers.SecWebSocketExtensions = extensions;
        }

        if (subprotocol is not null)
        {
            response.Headers.SecWebSocketProtocol = subprotocol;
        }

        return await upgrade.UpgradeAsync();
    }

    private static bool IsKey(string key)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes];
        return Convert.TryFromBase64String(key, bytes, out var written) && written == KeyBytes;
    }

    // RFC 6455 names SHA-1; nothing secret depends on it.
#pragma warning disable CA5350
    private static string AcceptOf(string key) => Convert.ToBase64String(SHA1.HashData([.. Encoding.ASCII.GetBytes(key), .. Magic]));
#pragma warning restore CA5350
}

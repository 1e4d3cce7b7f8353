using Fleet.Gateway.Auth;
using Microsoft.Extensions.Primitives;

namespace Fleet.Gateway.Protocols.SpatialFlow;

/// <summary>
/// The credential of a handshake: behind <c>access_token</c> in Sec-WebSocket-Protocol, or in the query as S3's older
/// clients send it. A JWT, or an API key as everywhere else.
/// </summary>
/// <param name="Token">Empty where there is none.</param>
/// <param name="Subprotocol">What the answer selects; a browser that offered some and is answered none gives up.</param>
internal readonly record struct SpatialFlowCredential(string Token, string? Subprotocol)
{
    public const string Protocol = "access_token";

    public static SpatialFlowCredential Read(HttpRequest request)
    {
        string[] offered = [.. Offered(request.Headers.SecWebSocketProtocol)];
        var at = Array.IndexOf(offered, Protocol);
        return at >= 0
            ? new SpatialFlowCredential(at + 1 < offered.Length ? offered[at + 1] : "", Protocol)
            : new SpatialFlowCredential(request.Query["token"] is [{ } token] ? token : "", null);
    }

    public ValueTask<AuthResult> Judge(IAuthenticator authenticator, CancellationToken cancellationToken) =>
        Token.StartsWith(ApiKeySecret.Prefix, StringComparison.Ordinal)
            ? authenticator.AuthenticateApiKey(Token, null, null, cancellationToken)
            : authenticator.AuthenticateToken(Token, cancellationToken);

    private static IEnumerable<string> Offered(StringValues headers) =>
        headers.OfType<string>().SelectMany(h => h.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}

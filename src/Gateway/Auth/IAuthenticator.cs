using Microsoft.Extensions.Primitives;

namespace Fleet.Gateway.Auth;

/// <summary>Turns credentials into principals. Every attempt is audited; no secret is ever logged.</summary>
public interface IAuthenticator
{
    /// <param name="apiKey">The whole key, <c>flt_live_…</c>.</param>
    /// <param name="timestamp">Unix milliseconds as the client signed them; null without a signature.</param>
    /// <param name="signature">Lower-case hex HMAC-SHA256 over <c>api_key:timestamp</c> with the key as the secret; null without one.</param>
    ValueTask<AuthResult> AuthenticateApiKey(string apiKey, string? timestamp, string? signature, CancellationToken cancellationToken);

    ValueTask<AuthResult> AuthenticateToken(string token, CancellationToken cancellationToken);

    /// <summary>The credential of a REST request: <c>Authorization: Bearer</c> (key or JWT) or <c>X-API-Key</c>. Only one may be given.</summary>
    /// <param name="context">Of the request.</param>
    /// <param name="elsewhere">A key or JWT that this request may have in another place.</param>
    ValueTask<AuthResult> AuthenticateRequest(HttpContext context, StringValues elsewhere = default);
}

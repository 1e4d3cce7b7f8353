using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Fleet.Gateway.Auth;

/// <inheritdoc cref="IAuthenticator"/>
internal sealed class Authenticator(
    ApiKeyCache keys,
    SignatureVerifier signatures,
    JwtValidator tokens,
    AuthenticationAudit audit,
    FailureLimit failures,
    TimeProvider time) : IAuthenticator
{
    /// <summary>The headers of a signed REST request, beside <c>X-API-Key</c>.</summary>
    public const string KeyHeader = "X-API-Key";
    public const string TimestampHeader = "X-Timestamp";
    public const string SignatureHeader = "X-Signature";

    private const string BearerPrefix = "Bearer ";

    public async ValueTask<AuthResult> AuthenticateApiKey(
        string apiKey, string? timestamp, string? signature, CancellationToken cancellationToken)
    {
        var result = await JudgeKey(apiKey, timestamp, signature, cancellationToken);
        failures.Note(result);
        audit.Record("api_key", result);
        return result;
    }

    public ValueTask<AuthResult> AuthenticateToken(string token, CancellationToken cancellationToken)
    {
        var result = tokens.Validate(token, time.GetUtcNow());
        failures.Note(result);
        audit.Record("token", result);
        return ValueTask.FromResult(result);
    }

    public ValueTask<AuthResult> AuthenticateRequest(HttpContext context, StringValues elsewhere = default)
    {
        var headers = context.Request.Headers;
        var authorization = headers[HeaderNames.Authorization];
        var keyHeader = headers[KeyHeader];

        // Two credentials, or one header twice, could be read one way here and another way by a proxy.
        if (authorization.Count + keyHeader.Count + elsewhere.Count > 1)
            return Refuse(AuthFailure.Invalid);

        var credential = keyHeader.Count == 1 ? keyHeader[0] : elsewhere.Count == 1 ? elsewhere[0] : Bearer(authorization);
        if (string.IsNullOrEmpty(credential))
            return Refuse(authorization.Count == 0 ? AuthFailure.Missing : AuthFailure.Invalid);

        return keyHeader.Count == 1 || credential.StartsWith(ApiKeySecret.Prefix, StringComparison.Ordinal)
            ? AuthenticateApiKey(credential, Optional(headers[TimestampHeader]), Optional(headers[SignatureHeader]), context.RequestAborted)
            : AuthenticateToken(credential, context.RequestAborted);
    }

    private async ValueTask<AuthResult> JudgeKey(
        string apiKey, string? timestamp, string? signature, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(apiKey))
            return Failed(AuthFailure.Missing);

        if (!ApiKeySecret.LooksLikeOne(apiKey))
            return Failed(AuthFailure.Invalid);

        var hash = ApiKeySecret.Hash(apiKey);
        if (failures.Wait(hash) is { } wait)
            return Failed(AuthFailure.TooManyFailures) with { RetryAfter = wait };

        if (await keys.Find(hash).WaitAsync(cancellationToken) is not { } record)
            return Failed(AuthFailure.Invalid);

        var failure = record.RevokedAt is not null ? AuthFailure.Revoked
            : record.Spec.ExpiresAt <= time.GetUtcNow() ? AuthFailure.Expired
            : signature is not null ? signatures.Verify(apiKey, hash, timestamp ?? "", signature)
            : record.Spec.RequireSignature ? AuthFailure.SignatureRequired
            : AuthFailure.None;
        if (failure != AuthFailure.None)
            return Failed(failure) with { Refused = (record.OrganizationId, record.KeyId) };

        failures.Good(hash);

        return new AuthResult(
            new Principal
            {
                OrganizationId = record.OrganizationId,
                Subject = record.KeyId,
                KeyId = record.KeyId,
                Role = record.Spec.Role,
                Permissions = record.Spec.Permissions,
                ExpiresAt = record.Spec.ExpiresAt,
            },
            AuthFailure.None);
    }

    private ValueTask<AuthResult> Refuse(AuthFailure failure)
    {
        var result = Failed(failure);
        audit.Record("request", result);
        return ValueTask.FromResult(result);
    }

    private static string? Bearer(StringValues authorization) =>
        authorization is [{ } value] && value.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? value[BearerPrefix.Length..].Trim(' ')
            : null;

    private static string? Optional(StringValues values) => values.Count == 0 ? null : values.ToString();

    private static AuthResult Failed(AuthFailure failure) => new(null, failure);
}

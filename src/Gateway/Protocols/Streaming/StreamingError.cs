using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>An error as the client sees it. Never an exception's text.</summary>
/// <param name="Type">One of <see cref="ErrorTypes"/>.</param>
/// <param name="Code">One of <see cref="ErrorCodes"/>: what exactly.</param>
internal sealed record StreamingError(string Type, string Code, string Message)
{
    public static StreamingError KeyRevoked { get; } = new(ErrorTypes.AuthenticationFailed, ErrorCodes.KeyRevoked, "The API key of this session was revoked.");

    public static StreamingError CredentialExpired { get; } = new(ErrorTypes.AuthenticationFailed, ErrorCodes.TokenExpired, "The credential of this session has expired.");

    public static StreamingError TooManyFailures(TimeSpan retryAfter) =>
        new(ErrorTypes.RateLimitExceeded, ErrorCodes.TooManyFailures, "Too many failed authentications from this address.") { RetryAfter = retryAfter };

    public static StreamingError TooManyConnections(string message) =>
        new(ErrorTypes.RateLimitExceeded, ErrorCodes.ConnectionLimit, message) { RetryAfter = TimeSpan.FromSeconds(30) };

    /// <summary>Of a credential that was not accepted.</summary>
    public static StreamingError Refused(AuthResult result) => result.Failure == AuthFailure.TooManyFailures
        ? TooManyFailures(result.RetryAfter)
        : new(ErrorTypes.AuthenticationFailed, WireNames<AuthFailure>.Of(result.Failure), "The credential was not accepted.");

    public TimeSpan? RetryAfter { get; init; }

    public string? SubscriptionId { get; init; }

    public IReadOnlyList<FieldError> Fields { get; init; } = [];
}

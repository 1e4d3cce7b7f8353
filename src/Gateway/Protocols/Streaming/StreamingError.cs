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

    public TimeSpan? RetryAfter { get; init; }

    public string? SubscriptionId { get; init; }

    public IReadOnlyList<FieldError> Fields { get; init; } = [];
}

using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.Streaming;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>An error as the client sees it. Never an exception's text.</summary>
/// <param name="Code">One of <see cref="TrafficErrors"/>.</param>
internal sealed record TrafficError(string Code, string Message)
{
    /// <summary>What every session can come to, in S2's codes and, where S2 shows them, its words.</summary>
    public static TrafficError Of(StreamingError error) => (error.Type, error.Code) switch
    {
        (_, ErrorCodes.TokenExpired or "expired") => new TrafficError(TrafficErrors.AuthExpired, "Token has expired"),
        (_, ErrorCodes.KeyRevoked or ErrorCodes.AuthenticationTimeout) => new TrafficError(TrafficErrors.AuthFailed, error.Message),
        (ErrorTypes.AuthenticationFailed, _) => new TrafficError(TrafficErrors.AuthFailed, "Authentication failed"),
        (ErrorTypes.RateLimitExceeded, _) => new TrafficError(TrafficErrors.RateLimitExceeded, error.Message) { RetryAfter = error.RetryAfter },
        _ => new TrafficError(TrafficErrors.InvalidMessage, error.Message),
    };

    /// <summary>The channel as the client named it.</summary>
    public string? Channel { get; init; }

    public string? SubscriptionId { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public IReadOnlyList<FieldError> Fields { get; init; } = [];
}

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>S0's types of error; its client's switch knows most of them.</summary>
internal static class ErrorTypes
{
    public const string AuthenticationFailed = "authentication_failed";
    public const string AuthorizationFailed = "authorization_failed";
    public const string InvalidMessage = "invalid_message";
    public const string InvalidSubscription = "invalid_subscription";
    public const string RateLimitExceeded = "rate_limit_exceeded";
    public const string ConnectionTimeout = "connection_timeout";
    public const string InternalError = "internal_error";
}

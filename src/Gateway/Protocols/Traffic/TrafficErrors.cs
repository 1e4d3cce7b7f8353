namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>S2's error codes. docs/traffic.md lists them; a test compares.</summary>
internal static class TrafficErrors
{
    public const string AuthFailed = "AUTH_FAILED";
    public const string AuthExpired = "AUTH_EXPIRED";

    /// <summary>The name is none that a channel could have, its filters are wrong, it may not be read, or cannot be now.</summary>
    public const string SubscriptionFailed = "SUBSCRIPTION_FAILED";

    public const string RateLimitExceeded = "RATE_LIMIT_EXCEEDED";
    public const string InvalidMessage = "INVALID_MESSAGE";
    public const string ChannelNotFound = "CHANNEL_NOT_FOUND";
    public const string MaxSubscriptions = "MAX_SUBSCRIPTIONS";
}

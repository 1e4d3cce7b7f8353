namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>
/// The codes within the types. docs/streaming.md lists them, a test compares. A failed authentication has the reason in
/// snake_case as its code: missing, invalid, expired, not_yet_valid, revoked, signature_required, signature_invalid,
/// signature_stale.
/// </summary>
internal static class ErrorCodes
{
    public const string MalformedJson = "malformed_json";
    public const string InvalidField = "invalid_field";
    public const string UnknownType = "unknown_type";
    public const string AlreadyAuthenticated = "already_authenticated";
    public const string BinaryFrame = "binary_frame";
    public const string TooManyPending = "too_many_pending";
    public const string CustomEventLimit = "custom_event_limit";
    public const string NotPending = "not_pending";

    public const string UnknownChannel = "unknown_channel";
    public const string InvalidFilter = "invalid_filter";
    public const string SubscriptionLimit = "subscription_limit";
    public const string DuplicateSubscription = "duplicate_subscription_id";
    public const string InvalidReplay = "invalid_replay";
    public const string ReplayLimit = "replay_limit";
    public const string NotSubscribed = "not_subscribed";

    public const string ChannelForbidden = "channel_forbidden";
    public const string OrganizationForbidden = "organization_forbidden";
    public const string RoleForbidden = "role_forbidden";
    public const string VehiclesForbidden = "vehicles_forbidden";

    public const string SuperuserRequired = "superuser_required";
    public const string NotFound = "not_found";

    public const string MessageRate = "message_rate";
    public const string ConnectionLimit = "connection_limit";

    public const string AuthenticationTimeout = "authentication_timeout";
    public const string Idle = "idle";
    public const string TokenExpired = "token_expired";
    public const string KeyRevoked = "key_revoked";
    public const string TooManyFailures = "too_many_failures";

    public const string ShardsUnavailable = "shards_unavailable";
    public const string Unexpected = "unexpected";
}

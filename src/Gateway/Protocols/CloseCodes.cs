namespace Fleet.Gateway.Protocols;

/// <summary>
/// Every close code a socket of this gateway can carry. docs/streaming.md lists them, a test compares. Below 4000:
/// RFC 6455. Reconnect after: 1001, 4008, 4009, 4010 (with a new token), 4029. The others end the same way again.
/// </summary>
public static class CloseCodes
{
    /// <summary>The answer to a peer's own close that gave no code.</summary>
    public const int Normal = 1000;

    /// <summary>The server goes away, or the client said nothing for too long. Come back after the hint.</summary>
    public const int GoingAway = 1001;

    /// <summary>Socket.IO: a packet that is none.</summary>
    public const int ProtocolError = 1002;

    /// <summary>A binary frame where text is due.</summary>
    public const int BinaryRefused = 1003;

    /// <summary>A text frame that is not UTF-8. The WebSocket itself says so.</summary>
    public const int InvalidPayload = 1007;

    /// <summary>This origin may not connect.</summary>
    public const int OriginRefused = 1008;

    /// <summary>A message is larger than allowed.</summary>
    public const int TooBig = 1009;

    /// <summary>Authentication failed, or did not come in time.</summary>
    public const int AuthenticationFailed = 4001;

    /// <summary>Authenticated, but not allowed here.</summary>
    public const int Forbidden = 4003;

    /// <summary>There is nothing of that id in the organization, or this gateway does not serve the path.</summary>
    public const int NotFound = 4004;

    /// <summary>The client reads more slowly than events come. Resume with the last offsets.</summary>
    public const int SlowConsumer = 4008;

    /// <summary>The organization or the address has as many connections as it may.</summary>
    public const int ConnectionLimit = 4009;

    /// <summary>The token that opened the session expired.</summary>
    public const int TokenExpired = 4010;

    /// <summary>Too many messages.</summary>
    public const int RateLimit = 4029;
}

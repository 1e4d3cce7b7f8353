namespace Fleet.Webhooks;

/// <summary>Why there is no answer.</summary>
public enum OutboundFailure
{
    /// <summary>The server may not be called.</summary>
    Refused,

    /// <summary>No address, no connection, no TLS, or it broke off.</summary>
    Unreachable,

    /// <summary>Nothing, or not all of the head, within the time.</summary>
    Timeout,
}

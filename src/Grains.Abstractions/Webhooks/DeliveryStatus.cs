namespace Fleet.Webhooks;

/// <summary>How a delivery stands.</summary>
public enum DeliveryStatus
{
    /// <summary>Waits for its first or next attempt.</summary>
    Pending,

    Delivered,

    /// <summary>Given up. It is kept for a while and can be sent again.</summary>
    Dead,

    /// <summary>Of a backup: a live session was sent the event, so that nothing was to be done.</summary>
    Streamed,
}

namespace Fleet.Alerts;

/// <summary>How telling one recipient stands.</summary>
public enum AlertDeliveryStatus
{
    Pending,
    Delivered,

    /// <summary>Given up: refused for good, or after the last attempt.</summary>
    Failed,
}

namespace Fleet.Alerts;

/// <summary>How an alert stands.</summary>
public enum AlertStatus
{
    /// <summary>S1's word for an alert that nobody has dealt with.</summary>
    Active,

    Acknowledged,

    Resolved,
}

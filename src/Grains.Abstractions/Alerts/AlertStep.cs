namespace Fleet.Alerts;

/// <summary>A step in an alert's life, as the <c>alerts</c> channel tells it.</summary>
public enum AlertStep
{
    Raised,

    /// <summary>A further event of the same rule and suppression key came within the rule's window: counted, not delivered.</summary>
    Suppressed,

    Acknowledged,

    /// <summary>Nobody acknowledged it in time.</summary>
    Escalated,

    Resolved,
}

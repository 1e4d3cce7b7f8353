namespace Fleet.Alerts;

/// <summary>S1's priorities, lowest first.</summary>
public enum AlertPriority
{
    Low,
    Medium,
    High,
    Urgent,
}

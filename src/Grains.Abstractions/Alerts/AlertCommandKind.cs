namespace Fleet.Alerts;

/// <summary>What the rules tell an alert.</summary>
public enum AlertCommandKind
{
    Raise,
    Suppress,
    Resolve,
}

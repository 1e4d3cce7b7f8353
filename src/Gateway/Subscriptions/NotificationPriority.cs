namespace Fleet.Gateway.Subscriptions;

/// <summary>How urgent a safety event is, by its severity.</summary>
public enum NotificationPriority
{
    /// <summary>Severity low.</summary>
    Low,

    /// <summary>Severity medium.</summary>
    Normal,

    /// <summary>Severity high and critical: S0's sample asks for both under this name.</summary>
    Immediate,
}

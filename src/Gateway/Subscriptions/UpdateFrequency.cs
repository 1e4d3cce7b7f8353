namespace Fleet.Gateway.Subscriptions;

/// <summary>How often a subscriber wants to hear: of each vehicle in <c>locations</c>, of the fleet in <c>fleet_overview</c>.</summary>
public enum UpdateFrequency
{
    /// <summary>Each vehicle every second; the fleet every 10 s.</summary>
    High,

    /// <summary>10 s; 30 s.</summary>
    Medium,

    /// <summary>60 s; 60 s.</summary>
    Low,
}

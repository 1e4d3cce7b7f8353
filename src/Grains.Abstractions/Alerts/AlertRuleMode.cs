namespace Fleet.Alerts;

/// <summary>What a rule may do.</summary>
public enum AlertRuleMode
{
    Live,

    /// <summary>Says what it would have raised, and tells nobody.</summary>
    Shadow,

    Off,
}

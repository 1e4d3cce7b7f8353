namespace Fleet.Alerts;

/// <summary>Sorts of errors in rules.</summary>
public enum AlertRuleFaultKind
{
    /// <summary>Not one of those there are.</summary>
    Unknown,

    /// <summary>Outside of what is allowed.</summary>
    Range,

    /// <summary>A value of the wrong kind.</summary>
    Type,

    /// <summary>Two members that do not go together.</summary>
    Conflict,
}

namespace Fleet.Compliance;

/// <summary>What a driver_compliance event says.</summary>
public enum ComplianceKind
{
    /// <summary>A limit on driving, window or cycle comes near.</summary>
    HoursApproaching,

    /// <summary>Little or nothing of driving, window or cycle is left: the driver must find a place to rest.</summary>
    RestRequired,

    /// <summary>An interruption of 30 minutes is due.</summary>
    BreakRequired,

    /// <summary>The driver drove past a limit.</summary>
    Violation,
}

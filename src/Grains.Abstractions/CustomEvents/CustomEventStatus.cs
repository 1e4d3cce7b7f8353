namespace Fleet.CustomEvents;

/// <summary>Where an application-defined event stands.</summary>
public enum CustomEventStatus
{
    /// <summary>All its triggers held, and it asks for no confirmation.</summary>
    Raised,

    /// <summary>All its triggers held; somebody has to confirm it.</summary>
    Pending,

    /// <summary>It was pending, and somebody confirmed it.</summary>
    Confirmed,

    /// <summary>It was pending, and nobody confirmed it in time.</summary>
    Expired,
}

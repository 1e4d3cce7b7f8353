namespace Fleet.Vehicles;

/// <summary>What became of one reported position. Every position has exactly one.</summary>
public enum PositionStatus
{
    /// <summary>Moved the live state.</summary>
    Accepted,

    /// <summary>The vehicle has a position of this very millisecond already.</summary>
    Duplicate,

    /// <summary>Older than the vehicle's newest; kept as history, moves no live state.</summary>
    Late,

    /// <summary>Not taken; the reason is beside it.</summary>
    Refused,
}

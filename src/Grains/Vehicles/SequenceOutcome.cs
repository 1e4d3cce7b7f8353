namespace Fleet.Vehicles;

/// <summary>What a position means for the vehicle's place.</summary>
public enum SequenceOutcome
{
    /// <summary>Follows the last good one.</summary>
    Good,

    /// <summary>Taken, counted, not followed: no vehicle could have got there.</summary>
    Jump,

    /// <summary>Followed as a new beginning: enough positions agree that the vehicle is here. The way between is unknown.</summary>
    Relocated,

    Duplicate,

    Late,
}

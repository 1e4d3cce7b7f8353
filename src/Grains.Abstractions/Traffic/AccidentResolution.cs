namespace Fleet.Traffic;

public enum AccidentResolution
{
    Cleared,
    FalseAlarm,
    Duplicate,
    Other,

    /// <summary>Nobody said anything of it any more.</summary>
    Expired,
}

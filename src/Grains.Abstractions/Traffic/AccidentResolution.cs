namespace Fleet.Traffic;

public enum AccidentResolution
{
    Cleared,
    FalseAlarm,
    Duplicate,
    Other,
}

namespace Fleet.Traffic;

public enum AccidentStatus
{
    Reported,
    Confirmed,
    Investigating,
    Clearing,
    Resolved,
}

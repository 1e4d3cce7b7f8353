namespace Fleet.Traffic;

public enum AccidentChange
{
    New,
    Update,
    Resolved,
}

namespace Fleet.Traffic;

public enum AccidentSeverity
{
    Minor,
    Moderate,
    Severe,
    Critical,
}

namespace Fleet.Safety;

public enum Severity
{
    Low,
    Medium,
    High,
    Critical,
}

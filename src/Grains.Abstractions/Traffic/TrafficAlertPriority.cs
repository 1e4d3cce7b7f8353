namespace Fleet.Traffic;

public enum TrafficAlertPriority
{
    Low,
    Medium,
    High,
    Critical,
}

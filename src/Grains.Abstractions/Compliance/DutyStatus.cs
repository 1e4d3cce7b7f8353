namespace Fleet.Compliance;

/// <summary>The four statuses of a driver's record of duty status, 49 CFR 395.8(b).</summary>
public enum DutyStatus
{
    OffDuty,
    Sleeper,
    Driving,
    OnDuty,
}

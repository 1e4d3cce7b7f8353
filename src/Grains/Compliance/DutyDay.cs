namespace Fleet.Compliance;

/// <summary>Time on duty, driving included, in one of the carrier's 24-hour periods.</summary>
public readonly record struct DutyDay(int Day, TimeSpan OnDuty);

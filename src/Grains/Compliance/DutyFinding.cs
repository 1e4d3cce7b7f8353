namespace Fleet.Compliance;

/// <summary>Something to be told, with the clock at its moment.</summary>
/// <param name="Period">What is told of a limit is told once from here on.</param>
/// <param name="LimitAt">When the limit is reached, should the status go on.</param>
public sealed record DutyFinding(DutyDeadline Deadline, DateTimeOffset Period, DateTimeOffset LimitAt, DutyClock Clock);

namespace Fleet.Compliance;

/// <summary>From this moment on the driver has this status.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.DutyChange")]
public readonly record struct DutyChange(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] DutyStatus Status);

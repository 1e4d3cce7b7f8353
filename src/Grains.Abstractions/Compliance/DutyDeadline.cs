namespace Fleet.Compliance;

/// <summary>What will be told next, should the driver go on as he does.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.DutyDeadline")]
public readonly record struct DutyDeadline(
    [property: Id(0)] ComplianceKind Kind,
    [property: Id(1)] DutyLimit Limit,
    [property: Id(2)] DateTimeOffset At);

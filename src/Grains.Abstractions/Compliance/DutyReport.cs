namespace Fleet.Compliance;

/// <summary>A driver's hours of service at one moment.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.DutyReport")]
public sealed record DutyReport
{
    /// <summary>By the clock of the driver's positions and statuses.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }

    [Id(1)] public required DutyStatus Status { get; init; }

    /// <summary>The status has been this since then; null where nothing was ever heard of the driver's duty.</summary>
    [Id(2)] public DateTimeOffset? Since { get; init; }

    [Id(3)] public required DutyLeft Left { get; init; }

    /// <summary>60 hours in 7 days or 70 in 8.</summary>
    [Id(4)] public required int CycleDays { get; init; }

    [Id(5)] public DateTimeOffset? ShiftStart { get; init; }

    /// <summary>False where no status was ever declared: then what is not driving counts as off duty.</summary>
    [Id(6)] public bool Declared { get; init; }

    [Id(7)] public DutyDeadline? Next { get; init; }
}

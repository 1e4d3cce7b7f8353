namespace Fleet.Compliance;

/// <summary>
/// What is known of a driver's duty, in whatever order it came: two sets, so that what is told again or late changes nothing
/// more. <see cref="DutyLog"/> adds to them and says what follows.
/// </summary>
[GenerateSerializer, Alias("Fleet.DutyState")]
public sealed class DutyState
{
    /// <summary>What driver or device declared, by time, one a moment. Bound: <see cref="DutyLog.Kept"/> and <see cref="DutyLog.MaxEntries"/>; the oldest leave.</summary>
    [Id(0)] public List<DutyChange> Declared { get; set; } = [];

    /// <summary>When vehicles were driven, by time, apart from each other. Bound: the same.</summary>
    [Id(1)] public List<DrivingSpan> Drives { get; set; } = [];

    /// <summary>What was told. Bound: the same.</summary>
    [Id(2)] public List<DutyDeadline> Told { get; set; } = [];

    /// <summary>The newest position of a vehicle, or where there was none the receipt of a status.</summary>
    [Id(3)] public DateTimeOffset? Newest { get; set; }

    /// <summary>When that came in, by the gateway's clock.</summary>
    [Id(4)] public DateTimeOffset NewestReceivedAt { get; set; }

    public bool IsEmpty => Declared.Count == 0 && Drives.Count == 0;

    /// <summary>Now, on the clock of what is known (docs/decisions/0005-deadlines.md).</summary>
    public DateTimeOffset EventNow(DateTimeOffset now) =>
        Newest is { } newest ? (now > NewestReceivedAt ? newest + (now - NewestReceivedAt) : newest) : now;
}

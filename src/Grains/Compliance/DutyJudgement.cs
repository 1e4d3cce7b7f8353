namespace Fleet.Compliance;

/// <summary>What follows from a driver's record of duty at a moment.</summary>
public sealed record DutyJudgement
{
    public required DutyClock Clock { get; init; }

    /// <summary>All that had to be told up to now and was not, by time.</summary>
    public required IReadOnlyList<DutyFinding> Findings { get; init; }

    /// <summary>What comes next, should the status go on; may lie in the past where driving past a limit is only presumed.</summary>
    public required DutyDeadline? Next { get; init; }

    /// <summary>When to judge again without data; null where nothing can come of time alone.</summary>
    public required DateTimeOffset? Again { get; init; }
}

using System.Collections.Immutable;

namespace Fleet.Compliance;

/// <summary>
/// A driver's hours of service at a moment. Immutable and clock-free: <see cref="Change"/> and <see cref="Advance"/> give
/// the clock of a later one, however the time between is cut. Begins rested, with an empty cycle.
/// </summary>
public sealed record DutyClock
{
    /// <summary>Rests kept that wait for their other half; in 14 hours there is room for fewer. The oldest leaves.</summary>
    private const int MaxRests = 8;

    private DutyClock(DutyRules rules) => Rules = rules;

    public DutyRules Rules { get; }

    public DateTimeOffset At { get; private init; }

    public DutyStatus Status { get; private init; }

    /// <summary>The status has been this since then.</summary>
    public DateTimeOffset Since { get; private init; }

    /// <summary>Where window and driving count from: coming on duty after 10 hours off, or the end of a split rest's first half. Null when rested.</summary>
    public DateTimeOffset? ShiftStart { get; private init; }

    /// <summary>Where the break counts from: the first driving after the last interruption of 30 minutes.</summary>
    public DateTimeOffset? StretchStart { get; private init; }

    /// <summary>Off duty or in the berth since; null at work.</summary>
    public DateTimeOffset? RestingSince { get; private init; }

    /// <summary>When driving and window were last given anew: coming on duty, or going back to work after a split rest's second half.</summary>
    private DateTimeOffset? Renewed { get; init; }

    private TimeSpan Driven { get; init; }

    /// <summary>Rest within the shift that the window does not count, 395.1(g)(1)(iii).</summary>
    private TimeSpan Excluded { get; init; }

    private TimeSpan DrivenInStretch { get; init; }

    private DateTimeOffset? NotDrivingSince { get; init; }

    private TimeSpan LongestInBerth { get; init; }

    private ImmutableArray<SplitRest> Rests { get; init; } = [];

    private ImmutableArray<DutyDay> Days { get; init; } = [];

    /// <summary>Off duty at this moment, and for long before.</summary>
    public static DutyClock Rested(DutyRules rules, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new DutyClock(rules)
        {
            At = at,
            Status = DutyStatus.OffDuty,
            Since = at,
            RestingSince = DateTimeOffset.MinValue,
            NotDrivingSince = DateTimeOffset.MinValue,
        };
    }

    /// <summary>The status goes on until then. A moment not later than <see cref="At"/> changes nothing.</summary>
    public DutyClock Advance(DateTimeOffset to)
    {
        if (to <= At)
            return this;

        var clock = this with { At = to };
        return Status switch
        {
            DutyStatus.Driving => clock with { Driven = Driven + (to - At), DrivenInStretch = DrivenInStretch + (to - At), Days = OnDuty(to) },
            DutyStatus.OnDuty => clock.Interrupted() with { Days = OnDuty(to) },
            _ => clock.Interrupted().Resting(),
        };
    }

    /// <summary>Goes on to the moment and takes another status there. The same status changes nothing but the moment.</summary>
    public DutyClock Change(DateTimeOffset at, DutyStatus status)
    {
        var clock = Advance(at);
        if (status == clock.Status)
            return clock;

        var (rested, rests) = (IsRest(clock.Status), IsRest(status));
        if (rested && !rests)
            clock = clock.EndRest();

        clock = clock with { Status = status, Since = clock.At };
        if (rests)
            return clock with { RestingSince = rested ? clock.RestingSince : clock.At, NotDrivingSince = clock.NotDrivingSince ?? clock.At };

        clock = clock with { RestingSince = null, LongestInBerth = TimeSpan.Zero, ShiftStart = clock.ShiftStart ?? clock.At, Renewed = clock.ShiftStart is null ? clock.At : clock.Renewed };
        return status == DutyStatus.Driving
            ? clock with { NotDrivingSince = null, StretchStart = clock.StretchStart ?? clock.At }
            : clock with { NotDrivingSince = clock.NotDrivingSince ?? clock.At };
    }

    /// <summary>What is left of each limit, if a rest under way ended now.</summary>
    public DutyLeft Left()
    {
        var clock = RestingSince is null ? this : EndRest();
        return new DutyLeft(
            Rules.Driving - clock.Driven,
            clock.ShiftStart is { } start ? start + Rules.Window + clock.Excluded - At : Rules.Window,
            Rules.DrivingBeforeBreak - clock.DrivenInStretch,
            CycleLeft(Rules.DayOf(At)));
    }

    /// <summary>Since when what is told of a limit is told once.</summary>
    public DateTimeOffset PeriodOf(DutyLimit limit) => limit switch
    {
        DutyLimit.Break => StretchStart ?? At,
        DutyLimit.Cycle => Rules.StartOf(Rules.DayOf(At)),
        _ => Renewed ?? At,
    };

    /// <summary>
    /// When so much of a limit is left, should the status go on: not before <see cref="At"/>. Null where this status takes
    /// nothing of it.
    /// </summary>
    /// <param name="left">May be negative: so long after the limit.</param>
    public DateTimeOffset? Reaches(DutyLimit limit, TimeSpan left)
    {
        if (Status != DutyStatus.Driving && (Status != DutyStatus.OnDuty || limit is DutyLimit.Driving or DutyLimit.Break))
            return null;

        return limit == DutyLimit.Cycle ? ReachesOfCycle(left) : At + Positive(Left().Of(limit) - left);
    }

    private static bool IsRest(DutyStatus status) => status is DutyStatus.OffDuty or DutyStatus.Sleeper;

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;

    /// <summary>At each change of day the hours of the oldest come back, 395.3(b).</summary>
    private DateTimeOffset? ReachesOfCycle(TimeSpan left)
    {
        var (clock, at) = (this, At);
        for (var day = Rules.DayOf(At); day <= Rules.DayOf(At) + Rules.CycleDays; day++)
        {
            var reaches = at + Positive(clock.CycleLeft(day) - left);
            at = Rules.StartOf(day + 1);
            if (reaches < at)
                return reaches;

            clock = clock.Advance(at);
        }

        return null;
    }

    private DutyClock Interrupted() => At - NotDrivingSince >= Rules.Break
        ? this with { DrivenInStretch = TimeSpan.Zero, StretchStart = null }
        : this;

    private DutyClock Resting()
    {
        var clock = Status == DutyStatus.Sleeper && At - Since > LongestInBerth ? this with { LongestInBerth = At - Since } : this;
        var length = At - RestingSince!.Value;
        if (length >= Rules.Rest)
            clock = clock with { ShiftStart = null, Driven = TimeSpan.Zero, Excluded = TimeSpan.Zero, Rests = [] };

        return length >= Rules.Restart ? clock with { Days = [] } : clock;
    }

    /// <summary>
    /// 395.1(g)(1)(ii) and (iii): with its other half a rest moves the start of driving and window to the end of the first
    /// half, and the window leaves the second out. Without it seven hours in the berth are left out of the window already,
    /// since any rest of three hours or more that follows will be their other half; a short rest is not, as it may never
    /// get one.
    /// </summary>
    private DutyClock EndRest()
    {
        var length = At - RestingSince!.Value;
        if (ShiftStart is null || length < Rules.SplitShort)
            return this;

        var rest = new SplitRest(At, length, LongestInBerth >= Rules.SplitSleeper, Driven);
        for (var i = Rests.Length - 1; i >= 0; i--)
        {
            var first = Rests[i];
            if ((first.InBerth || rest.InBerth) && first.Length + length >= Rules.Rest)
            {
                return this with
                {
                    ShiftStart = first.End,
                    Renewed = At,
                    Driven = Driven - first.Driven,
                    Excluded = length,
                    Rests = [rest with { Driven = Driven - first.Driven }],
                };
            }
        }

        return this with
        {
            Excluded = rest.InBerth ? Excluded + length : Excluded,
            Rests = [.. Rests.Skip(Math.Max(0, Rests.Length + 1 - MaxRests)), rest],
        };
    }

    private TimeSpan CycleLeft(int day)
    {
        var left = Rules.Cycle;
        foreach (var worked in Days)
        {
            if (worked.Day > day - Rules.CycleDays)
                left -= worked.OnDuty;
        }

        return left;
    }

    private ImmutableArray<DutyDay> OnDuty(DateTimeOffset to)
    {
        var days = Days;
        for (var from = At; from < to;)
        {
            var day = Rules.DayOf(from);
            var until = Rules.StartOf(day + 1) < to ? Rules.StartOf(day + 1) : to;
            days = days is [.., var last] && last.Day == day
                ? days.SetItem(days.Length - 1, last with { OnDuty = last.OnDuty + (until - from) })
                : [.. days.Where(d => d.Day > day - Rules.CycleDays), new DutyDay(day, until - from)];
            from = until;
        }

        return days;
    }
}

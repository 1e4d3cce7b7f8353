namespace Fleet.Compliance;

/// <summary>
/// The hours of service of a driver of a property-carrying vehicle in the United States: 49 CFR 395.3 and 395.1(g), as
/// amended by 85 FR 33396 (in force since 2020-09-29). Not in it: the short-haul, adverse conditions, 16-hour and other
/// exceptions of 395.1, personal conveyance, passenger-carrying vehicles (395.5).
/// </summary>
public sealed record DutyRules
{
    public const string Regulation = "DOT_FMCSA";

    public const string Jurisdiction = "US";

    /// <summary>395.3(a)(3)(i): driving after 10 hours off.</summary>
    public TimeSpan Driving { get; } = TimeSpan.FromHours(11);

    /// <summary>395.3(a)(2): from coming on duty, whatever is done in it.</summary>
    public TimeSpan Window { get; } = TimeSpan.FromHours(14);

    /// <summary>395.3(a)(3)(ii): driving without an interruption.</summary>
    public TimeSpan DrivingBeforeBreak { get; } = TimeSpan.FromHours(8);

    /// <summary>395.3(a)(3)(ii): the interruption; off duty, sleeper berth or on duty without driving, or any of them in a row.</summary>
    public TimeSpan Break { get; } = TimeSpan.FromMinutes(30);

    /// <summary>395.3(a)(1), 395.1(g)(1)(i): off duty, in the sleeper berth, or both in a row.</summary>
    public TimeSpan Rest { get; } = TimeSpan.FromHours(10);

    /// <summary>395.3(c): off duty for so long ends a period of 7 or 8 days.</summary>
    public TimeSpan Restart { get; } = TimeSpan.FromHours(34);

    /// <summary>395.1(g)(1)(ii)(B): the part of a split rest that is spent in the sleeper berth, in a row.</summary>
    public TimeSpan SplitSleeper { get; } = TimeSpan.FromHours(7);

    /// <summary>395.1(g)(1)(ii)(A): neither part of a split rest is shorter.</summary>
    public TimeSpan SplitShort { get; } = TimeSpan.FromHours(2);

    /// <summary>395.3(b): 7 where the carrier does not operate every day of the week, else 8.</summary>
    public int CycleDays { get; init; } = 8;

    /// <summary>395.3(b)(1) and (2).</summary>
    public TimeSpan Cycle => TimeSpan.FromHours(CycleDays == 7 ? 60 : 70);

    /// <summary>When the carrier's 24-hour periods begin (395.8(d), 395.2 "eight consecutive days"): after midnight UTC.</summary>
    public TimeSpan DayStart { get; init; }

    /// <summary>The number of the 24-hour period that a moment lies in.</summary>
    public int DayOf(DateTimeOffset at) => (int)Math.Floor((at.UtcTicks - DayStart.Ticks) / (double)TimeSpan.TicksPerDay);

    public DateTimeOffset StartOf(int day) => new((day * TimeSpan.TicksPerDay) + DayStart.Ticks, TimeSpan.Zero);
}

namespace Fleet.Compliance;

/// <summary>The options as the pure code takes them.</summary>
public sealed record DutySettings(DutyRules Rules, TimeSpan Approaching, TimeSpan RestRequired, TimeSpan BreakRequired, TimeSpan Tolerance, TimeSpan Stand)
{
    public static DutySettings Of(HoursOfServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new DutySettings(
            new DutyRules { CycleDays = options.CycleDays, DayStart = TimeSpan.FromMinutes(options.DayStartUtcMinutes) },
            TimeSpan.FromMinutes(options.ApproachingMinutes),
            TimeSpan.FromMinutes(options.RestRequiredMinutes),
            TimeSpan.FromMinutes(options.BreakRequiredMinutes),
            TimeSpan.FromSeconds(options.ViolationAfterSeconds),
            TimeSpan.FromMinutes(options.StandMinutes));
    }
}

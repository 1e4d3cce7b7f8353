using System.ComponentModel.DataAnnotations;

namespace Fleet.Compliance;

/// <summary>Configuration section <c>Fleet:HoursOfService</c>. The limits themselves are law and stand in <see cref="DutyRules"/>.</summary>
public sealed class HoursOfServiceOptions
{
    /// <summary>Whether driver_compliance events are told. Duty is recorded in any case.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>7 for 60 hours in 7 days, 8 for 70 hours in 8 days (49 CFR 395.3(b)).</summary>
    [Range(7, 8)]
    public int CycleDays { get; set; } = 8;

    /// <summary>When the carrier's 24-hour period begins, minutes after midnight UTC: 300 for midnight in New York in winter.</summary>
    [Range(0, 1439)]
    public int DayStartUtcMinutes { get; set; }

    /// <summary>hours_approaching comes so long before driving, window or cycle run out, minutes.</summary>
    [Range(1, 480)]
    public int ApproachingMinutes { get; set; } = 60;

    /// <summary>rest_required comes so long before driving, window or cycle run out, minutes; 0 when they do.</summary>
    [Range(0, 480)]
    public int RestRequiredMinutes { get; set; } = 15;

    /// <summary>break_required comes so long before the eighth hour of driving without a break is over, minutes; 0 when it is.</summary>
    [Range(0, 420)]
    public int BreakRequiredMinutes { get; set; } = 30;

    /// <summary>Driving so long past a limit is a violation, seconds: positions and clocks are not exact to the second.</summary>
    [Range(0, 900)]
    public int ViolationAfterSeconds { get; set; } = 60;

    /// <summary>
    /// Standing or silent for so long, a vehicle's driver is no longer driving, from its last movement on, minutes.
    /// Shorter stops are driving. 49 CFR 395 Appendix A 4.4.1.2 asks the driver after five minutes.
    /// </summary>
    [Range(1, 120)]
    public int StandMinutes { get; set; } = 5;
}

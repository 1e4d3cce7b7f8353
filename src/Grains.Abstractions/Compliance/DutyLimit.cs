namespace Fleet.Compliance;

/// <summary>What of the hours of service can run out.</summary>
public enum DutyLimit
{
    /// <summary>11 hours of driving, 49 CFR 395.3(a)(3)(i).</summary>
    Driving,

    /// <summary>The 14-hour window, 395.3(a)(2).</summary>
    Window,

    /// <summary>8 hours of driving without an interruption of 30 minutes, 395.3(a)(3)(ii).</summary>
    Break,

    /// <summary>60 hours in 7 days or 70 in 8, 395.3(b).</summary>
    Cycle,
}

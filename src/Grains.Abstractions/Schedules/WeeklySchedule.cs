using System.Collections.Immutable;

namespace Fleet.Schedules;

/// <summary>Hours of a week in a time zone; summer time is the zone's.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WeeklySchedule")]
public sealed record WeeklySchedule
{
    /// <summary>An IANA name, for example Europe/Berlin.</summary>
    [Id(0)] public required string TimeZone { get; init; }

    /// <summary>Any of them; never empty.</summary>
    [Id(1)] public required ImmutableArray<WeeklyHours> Hours { get; init; }

    /// <summary>Whether the machine knows the zone.</summary>
    public static bool KnowsZone(string timeZone) => TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _);

    /// <exception cref="TimeZoneNotFoundException">The zone is none.</exception>
    public bool Contains(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));
        return Hours.Any(h => h.Contains(local.DayOfWeek, (local.Hour * 60) + local.Minute));
    }
}

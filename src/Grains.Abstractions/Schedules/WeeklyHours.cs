using System.Collections.Immutable;

namespace Fleet.Schedules;

/// <summary>A stretch of the day on some days of the week, by the clock on the wall of the schedule's time zone.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WeeklyHours")]
public sealed record WeeklyHours
{
    public const int MinutesOfDay = 1_440;

    /// <summary>On which the hours begin. Empty for all.</summary>
    [Id(0)] public ImmutableArray<DayOfWeek> Days { get; init; } = [];

    /// <summary>Of the day, local time, 0 … 1,439; inclusive.</summary>
    [Id(1)] public required int FromMinute { get; init; }

    /// <summary>0 … 1,440; exclusive. At or before <see cref="FromMinute"/>: on the next day.</summary>
    [Id(2)] public required int ToMinute { get; init; }

    public bool Contains(DayOfWeek day, int minute) => FromMinute < ToMinute
        ? On(day) && minute >= FromMinute && minute < ToMinute
        : (On(day) && minute >= FromMinute) || (On(DayBefore(day)) && minute < ToMinute);

    private bool On(DayOfWeek day) => Days.IsEmpty || Days.Contains(day);

    private static DayOfWeek DayBefore(DayOfWeek day) => (DayOfWeek)(((int)day + 6) % 7);
}

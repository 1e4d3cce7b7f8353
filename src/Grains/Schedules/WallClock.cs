using NodaTime;
using NodaTime.Extensions;

namespace Fleet.Schedules;

/// <summary>
/// When a schedule is open, by what the clock on the wall shows: an hour that summer time skips is not there, one that comes
/// twice counts twice. Pure and immutable.
/// </summary>
public sealed class WallClock(WeeklySchedule schedule)
{
    /// <summary>A week and a day: a schedule that is open throughout it never closes.</summary>
    private static readonly Duration Horizon = Duration.FromDays(8);

    // The door let no other zone in. A schedule of a newer version may name one that this one's table lacks.
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(schedule.TimeZone) ?? DateTimeZone.Utc;

    /// <summary>Whether it is a time zone's IANA name, by the table that NodaTime ships.</summary>
    public static bool KnowsZone(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null;

    public bool IsOpen(DateTimeOffset at) => IsOpen(at.ToInstant());

    /// <summary>The moment at which it closes, for one at which it is open; the end of time where it never does.</summary>
    public DateTimeOffset ClosesAt(DateTimeOffset at) => ClosesAt(at.ToInstant());

    private bool IsOpen(Instant at)
    {
        var wall = at.InZone(_zone).LocalDateTime;
        var (day, minute) = (wall.DayOfWeek.ToDayOfWeek(), (wall.Hour * 60) + wall.Minute);
        foreach (var window in schedule.Windows)
        {
            if (window.Contains(day, minute))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Walks the ends of windows and the changes of the zone's clock: between two of them nothing closes.</summary>
    private DateTimeOffset ClosesAt(Instant at)
    {
        var ends = schedule.Windows.Select(w => w.ToMinute % WeeklyHours.MinutesOfDay).Distinct().ToList();
        for (var interval = _zone.GetZoneInterval(at); ; interval = _zone.GetZoneInterval(interval.End))
        {
            var start = interval.HasStart ? Instant.Max(interval.Start, at) : at;
            var end = interval.HasEnd ? Instant.Min(interval.End, at + Horizon) : at + Horizon;
            var offset = interval.WallOffset;
            var midnight = start.WithOffset(offset).Date.AtMidnight();
            for (var day = midnight; day.WithOffset(offset).ToInstant() < end; day = day.PlusDays(1))
            {
                foreach (var closing in ends.Select(m => day.PlusMinutes(m).WithOffset(offset).ToInstant()).Order())
                {
                    if (closing > at && closing >= start && closing < end && !IsOpen(closing))
                    {
                        return closing.ToDateTimeOffset();
                    }
                }
            }

            if (end >= at + Horizon)
            {
                return DateTimeOffset.MaxValue;
            }

            if (!IsOpen(end))
            {
                return end.ToDateTimeOffset(); // the clock was put past the window's end
            }
        }
    }
}

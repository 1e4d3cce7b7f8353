using NodaTime;
using NodaTime.Extensions;

namespace Fleet.Geofences;

/// <summary>
/// When a fence is in force: its validity and its schedule. The schedule means what the clock on the wall shows: an hour that
/// summer time skips is not there, one that comes twice counts twice. Pure and immutable; the index holds one a fence.
/// </summary>
public sealed class FenceHours
{
    /// <summary>A week and a day: a schedule that is open throughout it never closes.</summary>
    private static readonly Duration Horizon = Duration.FromDays(8);

    private readonly DateTimeZone? _zone;
    private readonly IReadOnlyList<GeofenceWindow> _windows;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _until;

    private FenceHours(GeofenceDefinition definition)
    {
        // The door let no other zone in. A fence of a newer version may name one that this one's table lacks.
        _zone = definition.Schedule is { } schedule ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(schedule.TimeZone) ?? DateTimeZone.Utc : null;
        _windows = definition.Schedule is { } s ? [.. s.Windows] : [];
        _from = definition.ValidFrom ?? DateTimeOffset.MinValue;
        _until = definition.ValidUntil ?? DateTimeOffset.MaxValue;
    }

    /// <returns>Null where the fence is always in force.</returns>
    public static FenceHours? Of(GeofenceDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition is { Schedule: null, ValidFrom: null, ValidUntil: null } ? null : new FenceHours(definition);
    }

    public static bool IsTimeZone(string id) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is not null;

    public bool IsInForce(DateTimeOffset at) => at >= _from && at < _until && IsOpen(at.ToInstant());

    /// <summary>The moment at which it ceases to be in force; <paramref name="at"/> itself where it is not, the end of time where it never does.</summary>
    public DateTimeOffset ClosesAt(DateTimeOffset at)
    {
        if (!IsInForce(at))
        {
            return at;
        }

        var closes = CloseOfSchedule(at.ToInstant());
        return closes < _until ? closes : _until;
    }

    /// <summary>Why it closed at such a moment.</summary>
    public string ReasonAt(DateTimeOffset closed) => closed >= _until ? GeofenceEnds.Expired : GeofenceEnds.Schedule;

    private bool IsOpen(Instant at) => _zone is null || IsWithin(at.InZone(_zone).LocalDateTime);

    private bool IsWithin(LocalDateTime wall)
    {
        var (today, minute) = (wall.DayOfWeek.ToDayOfWeek(), (wall.Hour * 60) + wall.Minute);
        var yesterday = (DayOfWeek)(((int)today + 6) % 7);
        foreach (var window in _windows)
        {
            var overnight = window.ToMinute <= window.FromMinute;
            if (window.Days.Contains(today) && minute >= window.FromMinute && (overnight || minute < window.ToMinute))
            {
                return true;
            }

            if (overnight && window.Days.Contains(yesterday) && minute < window.ToMinute)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Walks the ends of windows and the changes of the zone's clock: between two of them nothing closes.</summary>
    private DateTimeOffset CloseOfSchedule(Instant at)
    {
        if (_zone is null)
        {
            return DateTimeOffset.MaxValue;
        }

        var ends = _windows.Select(w => w.ToMinute % 1440).Distinct().ToList();
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

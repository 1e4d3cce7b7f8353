using System.Globalization;

namespace Fleet.Workflows;

/// <summary>
/// The five fields of cron (POSIX crontab): minute, hour, day of month, month, day of week (0 and 7 are Sunday), with lists,
/// ranges, steps and English names. Where both days are restricted, either will do, as POSIX says. Pure.
/// </summary>
public sealed class CronSchedule
{
    private const int MostDays = 366 * 8; // 29 February comes within eight years

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _monthDays;
    private readonly ulong _months;
    private readonly ulong _weekDays;
    private readonly bool _eitherDay;

    private CronSchedule(ulong minutes, ulong hours, ulong monthDays, ulong months, ulong weekDays, bool eitherDay) =>
        (_minutes, _hours, _monthDays, _months, _weekDays, _eitherDay) = (minutes, hours, monthDays, months, weekDays, eitherDay);

    /// <param name="fault">What is wrong, in words that follow the field's name; null for nothing.</param>
    public static CronSchedule? Parse(string text, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
        {
            fault = "must have five fields: minute, hour, day of month, month, day of week";
            return null;
        }

        ulong[] sets = [0, 0, 0, 0, 0];
        (string Name, int Min, int Max, string[]? Names)[] rules =
            [("minute", 0, 59, null), ("hour", 0, 23, null), ("day of month", 1, 31, null), ("month", 1, 12, Months), ("day of week", 0, 7, Days)];
        for (var i = 0; i < 5; i++)
        {
            if (Set(fields[i], rules[i].Min, rules[i].Max, rules[i].Names) is not { } set)
            {
                fault = $"has a {rules[i].Name} '{fields[i]}' that is none: {rules[i].Min} to {rules[i].Max}, with , - / or *";
                return null;
            }

            sets[i] = set;
        }

        var weekDays = (sets[4] & 1) != 0 || (sets[4] & 128) != 0 ? sets[4] | 1 : sets[4];
        var schedule = new CronSchedule(sets[0], sets[1], sets[2], sets[3], weekDays, !fields[2].StartsWith('*') && !fields[4].StartsWith('*'));
        fault = schedule.Next(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc) is null ? "never comes true" : null;
        return fault is null ? schedule : null;
    }

    /// <summary>
    /// The first moment behind the given one. A time that the clocks leave out in spring counts as the moment they jump to; of a time
    /// that comes twice in autumn, the first counts. Null where there is none.
    /// </summary>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = TimeZoneInfo.ConvertTime(after, zone).DateTime;
        var day = local.Date.AddDays(-1); // a clock set back may bring the day before again
        for (var i = 0; i < MostDays; i++, day = day.AddDays(1))
        {
            if (!Matches(day))
                continue;

            for (var hour = 0; hour < 24; hour++)
            {
                for (var minute = 0; Has(_hours, hour) && minute < 60; minute++)
                {
                    if (Has(_minutes, minute) && Moment(day.AddMinutes((hour * 60) + minute), zone) is var moment && moment > after)
                        return moment;
                }
            }
        }

        return null;
    }

    private static DateTimeOffset Moment(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private bool Matches(DateTime day)
    {
        var (month, week) = (Has(_monthDays, day.Day), Has(_weekDays, (int)day.DayOfWeek));
        return Has(_months, day.Month) && (_eitherDay ? month || week : month && week);
    }

    private static bool Has(ulong set, int value) => (set & (1UL << value)) != 0;

    private static ulong? Set(string field, int min, int max, string[]? names)
    {
        var set = 0UL;
        foreach (var part in field.Split(','))
        {
            var pieces = part.Split('/');
            var step = 1;
            if (pieces.Length > 2 || (pieces.Length == 2 && (!int.TryParse(pieces[1], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step < 1)))
                return null;

            var ends = pieces[0].Split('-');
            var (from, to) = pieces[0] == "*" ? (min, min == 0 && max == 7 ? 6 : max)
                : ends.Length == 1 ? (Value(ends[0], names), pieces.Length == 2 ? max : Value(ends[0], names))
                : ends.Length == 2 ? (Value(ends[0], names), Value(ends[1], names))
                : (null, null);
            if (from is not { } first || to is not { } last || first < min || last > max || first > last)
                return null;

            for (var value = first; value <= last; value += step)
                set |= 1UL << value;
        }

        return set;

        int? Value(string text, string[]? known)
        {
            var index = known is null ? -1 : Array.FindIndex(known, n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
            return index >= 0 ? index + min
                : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
    }
}

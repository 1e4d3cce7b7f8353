using System.Collections.Immutable;
using System.Globalization;
using Fleet.Gateway.Json;
using Fleet.Schedules;

namespace Fleet.Gateway.Api.Schedules;

/// <summary><c>schedule</c> of a fence or an alert rule: {timezone, windows: [{days?, from, to}]}.</summary>
internal static class ScheduleJson
{
    private const int MaxWindows = 100;
    private const int MaxZone = 64;

    private static readonly string[] Names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]; // as DayOfWeek counts

    /// <returns>Something usable only where no error was recorded; null where there is none.</returns>
    public static WeeklySchedule? Read(JsonFields fields)
    {
        if (fields.Object("schedule") is not { } schedule)
            return null;

        var zone = schedule.Text("timezone", MaxZone, required: true);
        if (zone is not null && !WallClock.KnowsZone(zone))
            schedule.Fail("timezone", FieldErrorCode.Unknown, "must be an IANA time zone, for example Europe/Berlin");

        var items = schedule.Items("windows", MaxWindows, required: true);
        if (items is { Count: 0 })
            schedule.Fail("windows", FieldErrorCode.Range, "must name at least one: what has no schedule is always in force");

        return items is null ? null : new WeeklySchedule
        {
            TimeZone = zone ?? "",
            Windows = [.. items.Select(i => JsonFields.Open(i.Element, i.Path, schedule.Errors)).OfType<JsonFields>().Select(ReadWindow)],
        };
    }

    public static ScheduleView? Write(WeeklySchedule? schedule) => schedule is null ? null : new()
    {
        Timezone = schedule.TimeZone,
        Windows =
        [
            .. schedule.Windows.Select(w => new WindowView { Days = w.Days.IsEmpty ? null : [.. w.Days.Select(d => Names[(int)d])], From = Text(w.FromMinute), To = Text(w.ToMinute) }),
        ],
    };

    private static WeeklyHours ReadWindow(JsonFields window) => new()
    {
        Days = ReadDays(window),
        FromMinute = ReadMinute(window, "from", 0, WeeklyHours.MinutesOfDay - 1),
        ToMinute = ReadMinute(window, "to", 1, WeeklyHours.MinutesOfDay),
    };

    private static ImmutableArray<DayOfWeek> ReadDays(JsonFields window)
    {
        if (window.Texts("days", Names.Length, 3) is not { } days)
            return [.. Enum.GetValues<DayOfWeek>()];

        if (days.Count == 0)
            window.Fail("days", FieldErrorCode.Range, "must name at least one");

        foreach (var unknown in days.Where(d => !Names.Contains(d)))
            window.Fail("days", FieldErrorCode.Unknown, $"{unknown} is none of {string.Join(", ", Names)}");

        return [.. days.Select(d => Array.IndexOf(Names, d)).Where(d => d >= 0).Select(d => (DayOfWeek)d)];
    }

    /// <summary>A window to 00:00 is one to the end of its day.</summary>
    private static int ReadMinute(JsonFields window, string name, int min, int max)
    {
        if (window.Text(name, 5, required: true) is not { } text)
            return min;

        if (text is [_, _, ':', _, _]
            && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            && int.TryParse(text.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            && minutes < 60)
        {
            var minute = (hours * 60) + minutes;
            minute = minute == 0 && min == 1 ? WeeklyHours.MinutesOfDay : minute;
            if (minute >= min && minute <= max)
                return minute;
        }

        window.Fail(name, FieldErrorCode.Format, "must be HH:MM, 00:00 to 23:59, or 24:00 for the end of a day");
        return min;
    }

    private static string Text(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}

using System.Collections.Immutable;
using System.Globalization;
using Fleet.Gateway.Json;
using Fleet.Geofences;

namespace Fleet.Gateway.Api.Geofences;

/// <summary><c>schedule</c> of a fence: {timezone, windows: [{days?, from, to}]}.</summary>
internal static class ScheduleJson
{
    private const int MaxWindows = 100;
    private const int MaxZone = 64;
    private const int Day = 24 * 60;

    private static readonly string[] Names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]; // as DayOfWeek counts

    public static GeofenceSchedule? Read(JsonFields schedule)
    {
        var zone = schedule.Text("timezone", MaxZone, required: true);
        if (zone is not null && !FenceHours.IsTimeZone(zone))
            schedule.Fail("timezone", FieldErrorCode.Unknown, "must be an IANA time zone, for example Europe/Berlin");

        var items = schedule.Items("windows", MaxWindows, required: true);
        if (items is { Count: 0 })
            schedule.Fail("windows", FieldErrorCode.Range, "must name at least one: a fence without a schedule is always in force");

        return items is null ? null : new GeofenceSchedule
        {
            TimeZone = zone ?? "",
            Windows = [.. items.Select(i => JsonFields.Open(i.Element, i.Path, schedule.Errors)).OfType<JsonFields>().Select(ReadWindow)],
        };
    }

    public static ScheduleView Write(GeofenceSchedule schedule) => new()
    {
        Timezone = schedule.TimeZone,
        Windows = [.. schedule.Windows.Select(w => new WindowView { Days = [.. w.Days.Select(d => Names[(int)d])], From = Text(w.FromMinute), To = Text(w.ToMinute) })],
    };

    private static GeofenceWindow ReadWindow(JsonFields window) => new()
    {
        Days = ReadDays(window),
        FromMinute = ReadMinute(window, "from", 0, Day - 1),
        ToMinute = ReadMinute(window, "to", 1, Day),
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
            minute = minute == 0 && min == 1 ? Day : minute;
            if (minute >= min && minute <= max)
                return minute;
        }

        window.Fail(name, FieldErrorCode.Format, "must be HH:MM, 00:00 to 23:59, or 24:00 for the end of a day");
        return min;
    }

    private static string Text(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}

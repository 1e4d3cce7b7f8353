using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using Fleet.Gateway.Json;
using Fleet.Schedules;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>Hours of a week, spelled as those of fences.</summary>
public sealed record AlertScheduleView
{
    private static readonly string[] Names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]; // as DayOfWeek counts

    [Description("An IANA name, for example Europe/Berlin.")]
    public required string Timezone { get; init; }

    public required IReadOnlyList<AlertHoursView> Windows { get; init; }

    internal static AlertScheduleView? Of(WeeklySchedule? schedule) => schedule is null ? null : new AlertScheduleView
    {
        Timezone = schedule.TimeZone,
        Windows = [.. schedule.Hours.Select(h => new AlertHoursView { Days = h.Days.IsEmpty ? null : [.. h.Days.Select(d => Names[(int)d])], From = Clock(h.FromMinute), To = Clock(h.ToMinute) })],
    };

    internal static WeeklySchedule? Read(JsonFields fields)
    {
        if (fields.Object("schedule") is not { } schedule)
            return null;

        var hours = new List<WeeklyHours>();
        foreach (var (element, path) in schedule.Items("windows", 100, required: true) ?? [])
        {
            if (JsonFields.Open(element, path, fields.Errors) is { } item)
                hours.Add(ReadHours(item));
        }

        return new WeeklySchedule { TimeZone = schedule.Text("timezone", 64, required: true) ?? "UTC", Hours = [.. hours] };
    }

    private static WeeklyHours ReadHours(JsonFields item) => new()
    {
        Days = ReadDays(item),
        FromMinute = Minute(item, "from", WeeklyHours.MinutesOfDay - 1),
        ToMinute = Minute(item, "to", WeeklyHours.MinutesOfDay),
    };

    private static ImmutableArray<DayOfWeek> ReadDays(JsonFields item)
    {
        var days = item.Texts("days", Names.Length, 3) ?? [];
        foreach (var unknown in days.Where(d => !Names.Contains(d)))
            item.Fail("days", FieldErrorCode.Unknown, $"{unknown} is none of {string.Join(", ", Names)}");

        return [.. days.Select(d => Array.IndexOf(Names, d)).Where(d => d >= 0).Select(d => (DayOfWeek)d)];
    }

    private static int Minute(JsonFields item, string name, int most)
    {
        if (item.Text(name, 5, required: true) is not { } text)
            return 0;

        if (text.Length == 5 && text[2] == ':'
            && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            && int.TryParse(text.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minute)
            && minute < 60 && (hour * 60) + minute <= most)
            return (hour * 60) + minute;

        item.Fail(name, FieldErrorCode.Format, $"must be a time of the day, 00:00 to {Clock(most)}");
        return 0;
    }

    private static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}

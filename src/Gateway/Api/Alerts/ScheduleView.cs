using System.ComponentModel;
using System.Globalization;
using Fleet.Gateway.Json;
using Fleet.Schedules;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>Hours of a week.</summary>
public sealed record ScheduleView
{
    [Description("An IANA name, for example Europe/Berlin.")]
    public required string TimeZone { get; init; }

    public required IReadOnlyList<HoursView> Hours { get; init; }

    internal static ScheduleView? Of(WeeklySchedule? schedule) => schedule is null ? null : new ScheduleView
    {
        TimeZone = schedule.TimeZone,
        Hours = [.. schedule.Hours.Select(h => new HoursView { Days = h.Days.IsEmpty ? null : [.. h.Days], From = Clock(h.FromMinute), To = Clock(h.ToMinute) })],
    };

    internal static WeeklySchedule? Read(JsonFields fields)
    {
        if (fields.Object("schedule") is not { } schedule)
            return null;

        var hours = new List<WeeklyHours>();
        foreach (var (element, path) in schedule.Items("hours", 100, required: true) ?? [])
        {
            if (JsonFields.Open(element, path, fields.Errors) is { } item)
                hours.Add(ReadHours(item));
        }

        return new WeeklySchedule { TimeZone = schedule.Text("time_zone", 64, required: true) ?? "UTC", Hours = [.. hours] };
    }

    private static WeeklyHours ReadHours(JsonFields item) => new()
    {
        Days = [.. AlertRuleJson.Choices<DayOfWeek>(item, "days") ?? []],
        FromMinute = Minute(item, "from", WeeklyHours.MinutesOfDay - 1),
        ToMinute = Minute(item, "to", WeeklyHours.MinutesOfDay),
    };

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

using System.Globalization;

namespace Fleet.Alerts.Channels;

/// <summary>What S1's templates say of an alert, each with its name, in their order; what is unknown is left out.</summary>
internal static class AlertFacts
{
    private static readonly Dictionary<AlertPriority, string> Colors = new()
    {
        [AlertPriority.Urgent] = "#ff0000",
        [AlertPriority.High] = "#ff6600",
        [AlertPriority.Medium] = "#ffaa00",
        [AlertPriority.Low] = "#00aa00",
    };

    /// <summary>S1's colours.</summary>
    public static string Color(AlertPriority priority) => Colors[priority];

    public static string Upper(AlertPriority priority) => priority.ToString().ToUpperInvariant();

    /// <summary>One line without control characters: names come from people, and a line end in a subject is a header of its own.</summary>
    public static string Line(string text, int max)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
        return line.Length <= max ? line : string.Concat(line.AsSpan(0, max - 1), "…");
    }

    public static string Title(ChannelMessage message) =>
        Line((message.Escalation > 0 ? "Escalated: " : "") + AlertText.Title(message.Priority, message.Alert.RuleName), 200);

    public static string? Place(ChannelMessage message) => message.Alert.Source.Location is { } place
        ? string.Create(CultureInfo.InvariantCulture, $"{place.Latitude}, {place.Longitude}")
        : null;

    public static IEnumerable<(string Name, string Value)> Of(ChannelMessage message)
    {
        var source = message.Alert.Source;
        (string Name, string? Value)[] facts =
        [
            ("Vehicle ID", message.Alert.VehicleId),
            ("Driver ID", message.Alert.DriverId),
            ("Location", Place(message)),
            ("Time", Time(source.At, message.Settings.TimeZone)),
            ("Event Type", source.Type ?? source.Kind),
            ("Severity", source.Severity is { } severity ? AlertFields.Snake(severity) : null),
        ];
        return facts.Where(f => f.Value is not null).Select(f => (f.Name, Line(f.Value!, 500)));
    }

    private static string Time(DateTimeOffset at, string? zone)
    {
        if (zone is null || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known))
            return at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

        return TimeZoneInfo.ConvertTime(at, known).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
    }
}

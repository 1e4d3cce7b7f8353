using System.Globalization;

namespace Fleet.Alerts;

/// <summary>An alert in one line.</summary>
public static class AlertText
{
    /// <summary>S1's subject: [URGENT] Critical Safety Event.</summary>
    public static string Title(AlertPriority priority, string ruleName) => $"[{priority.ToString().ToUpperInvariant()}] {ruleName}";

    /// <summary>What happened to whom, and where.</summary>
    public static string Message(AlertSource source, string? vehicleId, string? driverId)
    {
        ArgumentNullException.ThrowIfNull(source);
        var text = source.Type ?? source.Kind;
        if (source.Severity is { } severity)
            text += $" ({AlertFields.Snake(severity)})";

        if (vehicleId is not null)
            text += $", vehicle {vehicleId}";

        if (driverId is not null)
            text += $", driver {driverId}";

        if (source.Location is { } place)
            text += string.Create(CultureInfo.InvariantCulture, $" at {place.Latitude:0.#####}, {place.Longitude:0.#####}");

        return source.Description is { } description ? $"{text}: {description}" : text;
    }
}

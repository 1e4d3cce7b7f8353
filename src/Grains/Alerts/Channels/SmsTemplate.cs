using System.Text;

namespace Fleet.Alerts.Channels;

/// <summary>S1's short message.</summary>
internal static class SmsTemplate
{
    /// <summary>Three parts of a long message in the plain alphabet.</summary>
    private const int MaxName = 160;

    public static string Of(ChannelMessage message)
    {
        var text = new StringBuilder(AlertFacts.Line((message.Escalation > 0 ? "Escalated: " : "") + AlertText.Title(message.Priority, message.Alert.RuleName), MaxName));
        if (message.Alert.VehicleId is { } vehicle)
            text.Append($"\nVehicle: {vehicle}");

        if (message.Alert.DriverId is { } driver)
            text.Append($"\nDriver: {driver}");

        if (AlertFacts.Place(message) is { } place)
            text.Append($"\nLocation: {place}");

        return message.Link is { } link ? text.Append($"\nView: {link}").ToString() : text.ToString();
    }
}

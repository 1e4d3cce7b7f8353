using System.Text.Json;

namespace Fleet.Alerts.Channels;

/// <summary>The body that the generic webhook gets: Standard Webhooks' type, timestamp and data, the data in S1's shape of an alert.</summary>
internal static class WebhookTemplate
{
    public static byte[] Of(ChannelMessage message)
    {
        var (alert, source) = (message.Alert, message.Alert.Source);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            type = message.Escalation > 0 ? "alert.escalated" : "alert.raised",
            timestamp = source.At,
            data = new
            {
                id = alert.AlertId,
                organization_id = message.OrganizationId,
                rule_id = alert.RuleId,
                rule_name = alert.RuleName,
                rule_version = alert.RuleVersion,
                priority = AlertFields.Snake(message.Priority),
                title = AlertFacts.Title(message),
                message = alert.Message,
                escalation = message.Escalation,
                url = message.Link,
                event_data = new
                {
                    event_id = source.EventId,
                    type = source.Kind,
                    @event = source.Type,
                    severity = source.Severity is { } severity ? AlertFields.Snake(severity) : null,
                    timestamp = source.At,
                    vehicle_id = alert.VehicleId,
                    driver_id = alert.DriverId,
                    trip_id = alert.TripId,
                    location = source.Location is { } place ? new { latitude = place.Latitude, longitude = place.Longitude } : null,
                    description = source.Description,
                },
            },
        });
    }
}

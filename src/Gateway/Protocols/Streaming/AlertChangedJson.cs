using System.Text.Json;
using Fleet.Alerts;
using Fleet.Events;
using Fleet.Gateway.Json;
using Fleet.Gateway.Subscriptions;
using Fleet.Safety;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>
/// alert: the step in <c>status</c>, and the alert in S1's shape (id, rule, priority, event data, timestamp, status, channels)
/// as it stands after it.
/// </summary>
internal static class AlertChangedJson
{
    public static void Write(Utf8JsonWriter writer, FeedEvent e)
    {
        var changed = (AlertChanged)e.Event;
        writer.WriteStartObject();
        writer.WriteString("type"u8, "alert"u8);
        writer.WriteTime("timestamp"u8, changed.Timestamp);
        writer.WriteIds(changed);
        writer.WriteString("status"u8, WireNames<AlertStep>.Of(changed.Step));
        writer.WriteString("alert_id"u8, changed.AlertId);
        writer.WriteString("rule_id"u8, changed.RuleId);
        writer.WriteString("priority"u8, WireNames<AlertPriority>.Of(changed.Priority));
        writer.WriteString("title"u8, changed.Title);
        writer.WriteString("message"u8, changed.Message);
        WriteAlert(writer, changed);
        writer.WriteKnown("by"u8, changed.By);
        writer.WriteKnown("note"u8, changed.Note);
        writer.WriteString("event_id"u8, changed.EventId);
        writer.WriteOffsetOf(e);
        writer.WriteWhy(changed.Why);
        writer.WriteEndObject();
    }

    private static void WriteAlert(Utf8JsonWriter writer, AlertChanged changed)
    {
        writer.WriteStartObject("alert"u8);
        writer.WriteString("id"u8, changed.AlertId);
        writer.WriteString("rule_id"u8, changed.RuleId);
        writer.WriteString("rule_name"u8, changed.RuleName);
        writer.WriteNumber("rule_version"u8, changed.RuleVersion);
        writer.WriteString("priority"u8, WireNames<AlertPriority>.Of(changed.Priority));
        writer.WriteString("status"u8, WireNames<AlertStatus>.Of(changed.Status));
        writer.WriteTime("timestamp"u8, changed.RaisedAt);
        writer.WriteTexts("channels"u8, changed.Channels.Select(WireNames<AlertChannel>.Of));
        writer.WriteNumber("suppressed"u8, changed.Suppressed);
        writer.WriteNumber("escalations"u8, changed.Escalations);
        WriteSource(writer, changed);
        writer.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter writer, AlertChanged changed)
    {
        var source = changed.Source;
        writer.WriteStartObject("event_data"u8);
        writer.WriteString("event_id"u8, source.EventId);
        writer.WriteString("type"u8, source.Kind);
        writer.WriteKnown("event"u8, source.Type);
        writer.WriteKnown("severity"u8, source.Severity is { } severity ? WireNames<Severity>.Of(severity) : null);
        writer.WriteTime("timestamp"u8, source.At);
        writer.WriteKnown("vehicle_id"u8, changed.VehicleId);
        writer.WriteKnown("driver_id"u8, changed.DriverId);
        writer.WritePlace("location"u8, source.Location, changed.Address);
        writer.WriteKnown("description"u8, source.Description);
        writer.WriteEndObject();
    }
}

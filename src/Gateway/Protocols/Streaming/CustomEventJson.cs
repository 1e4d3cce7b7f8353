using System.Text.Json;
using Fleet.CustomEvents;
using Fleet.Events;
using Fleet.Gateway.Json;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>custom_event. S0 names the channel, its filters and the triggers; the message is built like its others.</summary>
internal static class CustomEventJson
{
    public static void Write(Utf8JsonWriter writer, FeedEvent e)
    {
        var raised = (CustomEventRaised)e.Event;
        writer.WriteStartObject();
        writer.WriteString("type"u8, "custom_event"u8);
        writer.WriteTime("timestamp"u8, raised.Timestamp);
        writer.WriteString("event_name"u8, raised.Name);
        writer.WriteIds(raised);
        writer.WriteString("priority"u8, WireNames<CustomEventPriority>.Of(raised.Priority));
        writer.WriteString("status"u8, WireNames<CustomEventStatus>.Of(raised.Status));
        writer.WriteStartObject("details"u8);
        writer.WriteNumbers(raised.Details);
        writer.WritePlace("location"u8, raised.Location, raised.Address);
        WriteGeofence(writer, raised);
        writer.WriteEndObject();
        WriteConfirmation(writer, raised);
        writer.WriteString("event_id"u8, raised.EventId);
        writer.WriteOffsetOf(e);
        writer.WriteWhy(raised.Why);
        writer.WriteEndObject();
    }

    private static void WriteGeofence(Utf8JsonWriter writer, CustomEventRaised raised)
    {
        if (raised.GeofenceId is null)
            return;

        writer.WriteStartObject("geofence"u8);
        writer.WriteString("geofence_id"u8, raised.GeofenceId);
        writer.WriteKnown("name"u8, raised.GeofenceName);
        writer.WriteEndObject();
    }

    private static void WriteConfirmation(Utf8JsonWriter writer, CustomEventRaised raised)
    {
        if (raised.ConfirmBy is not { } confirmBy)
            return;

        writer.WriteStartObject("confirmation"u8);
        writer.WriteTime("confirm_by"u8, confirmBy);
        writer.WriteKnown("confirmed_by"u8, raised.ConfirmedBy);
        writer.WriteKnown("pending_event_id"u8, raised.PendingEventId);
        writer.WriteEndObject();
    }
}

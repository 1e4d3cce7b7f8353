using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>event_superseded: the id is that of the event which no longer stands.</summary>
internal static class SupersededJson
{
    public static void Write(Utf8JsonWriter writer, FeedEvent e, EventSuperseded notice)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "event_superseded"u8);
        writer.WriteTime("timestamp"u8, notice.Timestamp);
        writer.WriteIds(notice);
        writer.WriteString("event_id"u8, notice.Superseded.EventId);
        writer.WriteNumber("revision"u8, notice.Revision);
        writer.WriteKnown("replaced_by"u8, notice.ReplacedBy);
        writer.WriteOffsetOf(e);
        writer.WriteEndObject();
    }
}

using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Fleet.Notifications;

namespace Fleet.Gateway.Protocols.SocketIo.Fleet;

/// <summary>S4's notifications. Its component reads <c>_id</c> and <c>message</c>.</summary>
internal static class NotificationJson
{
    public static string NameOf(FeedEvent e) => (InboxChanged)e.Event switch
    {
        { Notification: null } => "notification:count",
        { UserId: Inbox.Everyone } => "notification:broadcast",
        _ => "notification:new",
    };

    public static void Write(Utf8JsonWriter writer, FeedEvent e)
    {
        var changed = (InboxChanged)e.Event;
        if (changed.Notification is { } notification)
        {
            Write(writer, notification);
        }
        else
        {
            WriteCount(writer, changed.Unread);
        }
    }

    public static void WriteCount(Utf8JsonWriter writer, int unread)
    {
        writer.WriteStartObject();
        writer.WriteNumber("count"u8, unread);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Notification notification)
    {
        writer.WriteStartObject();
        writer.WriteString("_id"u8, notification.NotificationId);
        writer.WriteKnown("title"u8, notification.Title);
        writer.WriteString("message"u8, notification.Message);
        writer.WriteString("type"u8, notification.Type);
        writer.WriteTime("createdAt"u8, notification.CreatedAt);
        writer.WriteBoolean("read"u8, notification.ReadAt is not null);
        writer.WriteEndObject();
    }
}

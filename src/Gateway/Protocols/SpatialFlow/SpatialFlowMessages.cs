using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Protocols.Streaming;

namespace Fleet.Gateway.Protocols.SpatialFlow;

/// <summary>What S3 has no word for. Only for clients that asked to resume, and for what would else be lost in silence.</summary>
internal static class SpatialFlowMessages
{
    /// <summary>These are the places from which on nothing will be missing.</summary>
    public static byte[] Subscribed(DateTimeOffset now, IReadOnlyList<ShardPosition> offsets) => Offsets("subscribed", now, offsets);

    /// <summary>The line broke: events before these places may be missing. <c>GET /v1/events</c> has them.</summary>
    public static byte[] Gap(DateTimeOffset now, IReadOnlyList<ShardPosition> offsets) => Offsets("gap", now, offsets);

    public static byte[] Resumed(DateTimeOffset now, long replayed, bool complete) =>
        JsonBytes.Write((now, replayed, complete), static (writer, m) =>
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "resume_complete"u8);
            writer.WriteNumber("replayed"u8, m.replayed);
            writer.WriteBoolean("complete"u8, m.complete);
            writer.WriteTime("timestamp"u8, m.now);
            writer.WriteEndObject();
        });

    public static void WriteOffsets(Utf8JsonWriter writer, IEnumerable<ShardPosition> offsets)
    {
        writer.WriteStartArray("offsets"u8);
        foreach (var at in offsets)
        {
            writer.WriteStartObject();
            writer.WritePosition(at);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static byte[] Offsets(string type, DateTimeOffset now, IReadOnlyList<ShardPosition> offsets) =>
        JsonBytes.Write((type, now, offsets), static (writer, m) =>
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, m.type);
            WriteOffsets(writer, m.offsets);
            writer.WriteTime("timestamp"u8, m.now);
            writer.WriteEndObject();
        });
}

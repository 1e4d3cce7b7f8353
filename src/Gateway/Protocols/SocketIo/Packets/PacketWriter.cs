using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fleet.Gateway.Protocols.SocketIo.Packets;

/// <summary>Writes packets as Engine.IO messages, the leading <c>4</c> included.</summary>
internal static class PacketWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The answer to a connect.</summary>
    /// <param name="pid">Given where the connection can be recovered.</param>
    public static byte[] Connected(string space, string sid, string? pid) => Write(PacketKind.Connect, space, null, (sid, pid), static (writer, s) =>
    {
        writer.WriteStartObject();
        writer.WriteString("sid"u8, s.sid);
        if (s.pid is not null)
        {
            writer.WriteString("pid"u8, s.pid);
        }

        writer.WriteEndObject();
    });

    /// <param name="code">Goes into <c>data.code</c>, as middleware of the official server does it; null for none.</param>
    public static byte[] Refused(string space, string message, string? code) => Write(PacketKind.ConnectError, space, null, (message, code), static (writer, e) =>
    {
        writer.WriteStartObject();
        writer.WriteString("message"u8, e.message);
        if (e.code is not null)
        {
            writer.WriteStartObject("data"u8);
            writer.WriteString("code"u8, e.code);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    });

    public static byte[] Disconnected(string space) => Encoding.UTF8.GetBytes(Head(PacketKind.Disconnect, space, null, 0));

    /// <summary>An event whose arguments <paramref name="write"/> adds behind its name.</summary>
    public static byte[] Event<T>(string name, T state, Action<Utf8JsonWriter, T> write, string space = Packet.DefaultNamespace, long? id = null) =>
        Write(PacketKind.Event, space, id, (name, state, write), static (writer, e) =>
        {
            writer.WriteStartArray();
            writer.WriteStringValue(e.name);
            e.write(writer, e.state);
            writer.WriteEndArray();
        });

    /// <summary>An acknowledgement with one argument.</summary>
    public static byte[] Ack<T>(long id, T state, Action<Utf8JsonWriter, T> write, string space = Packet.DefaultNamespace) =>
        Write(PacketKind.Ack, space, id, (state, write), static (writer, e) =>
        {
            writer.WriteStartArray();
            e.write(writer, e.state);
            writer.WriteEndArray();
        });

    /// <summary>A packet whose array is written already.</summary>
    public static byte[] Raw(PacketKind kind, string space, long? id, int attachments, ReadOnlySpan<byte> json) =>
        [.. Encoding.UTF8.GetBytes(Head(kind, space, id, attachments)), .. json];

    private static byte[] Write<T>(PacketKind kind, string space, long? id, T state, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        buffer.Write(Encoding.UTF8.GetBytes(Head(kind, space, id, 0)));
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer, state);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string Head(PacketKind kind, string space, long? id, int attachments)
    {
        var head = new StringBuilder("4").Append((char)('0' + kind));
        if (attachments > 0)
        {
            head.Append(CultureInfo.InvariantCulture, $"{attachments}-");
        }

        if (space != Packet.DefaultNamespace)
        {
            head.Append(space).Append(',');
        }

        return head.Append(id?.ToString(CultureInfo.InvariantCulture)).ToString();
    }
}

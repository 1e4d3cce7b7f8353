using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Fleet.Gateway.Protocols.SocketIo.EngineIo;

/// <summary>
/// Engine.IO v4 packets and payloads. What goes out is a byte array that begins with the type's digit, or with
/// <see cref="BinaryMark"/> and the raw bytes of a binary message: each transport writes that in its own way.
/// </summary>
internal static class EngineCodec
{
    public const byte BinaryMark = (byte)'b';

    /// <summary>Between the packets of a polling payload.</summary>
    public const byte Separator = 0x1e;

    public static readonly byte[] Ping = "2"u8.ToArray();
    public static readonly byte[] Probed = "3probe"u8.ToArray();
    public static readonly byte[] Noop = "6"u8.ToArray();
    public static readonly byte[] Closed = "1"u8.ToArray();

    private static readonly SearchValues<byte> Separators = SearchValues.Create([Separator]);

    /// <summary>The packet of a text frame, or one of a payload without base64.</summary>
    public static bool TryReadText(ReadOnlyMemory<byte> text, out EnginePacket packet)
    {
        packet = default;
        if (text.IsEmpty || text.Span[0] is < (byte)'0' or > (byte)'6' || !Utf8.IsValid(text.Span))
        {
            return false;
        }

        packet = new EnginePacket((EngineKind)(text.Span[0] - '0'), text[1..]);
        return true;
    }

    /// <summary>The packets of a polling payload, in order. False, and none, where any of them is malformed.</summary>
    public static bool TryReadPayload(ReadOnlyMemory<byte> payload, List<EnginePacket> packets)
    {
        while (true)
        {
            var end = payload.Span.IndexOfAny(Separators);
            var part = end < 0 ? payload : payload[..end];
            EnginePacket packet;
            if (!part.IsEmpty && part.Span[0] == BinaryMark ? !TryReadBase64(part[1..], out packet) : !TryReadText(part, out packet))
            {
                packets.Clear();
                return false;
            }

            packets.Add(packet);
            if (end < 0)
            {
                return true;
            }

            payload = payload[(end + 1)..];
        }
    }

    /// <summary>Packets on their way out as one payload.</summary>
    public static byte[] WritePayload(ReadOnlySpan<ReadOnlyMemory<byte>> packets)
    {
        var payload = new ArrayBufferWriter<byte>(256);
        for (var i = 0; i < packets.Length; i++)
        {
            if (i > 0)
            {
                payload.Write([Separator]);
            }

            var packet = packets[i].Span;
            if (packet[0] != BinaryMark)
            {
                payload.Write(packet);
                continue;
            }

            payload.Write([BinaryMark]);
            var room = payload.GetSpan(Base64.GetMaxEncodedToUtf8Length(packet.Length - 1));
            Base64.EncodeToUtf8(packet[1..], room, out _, out var written);
            payload.Advance(written);
        }

        return payload.WrittenSpan.ToArray();
    }

    /// <summary>A binary message on its way out.</summary>
    public static byte[] Binary(ReadOnlySpan<byte> bytes) => [BinaryMark, .. bytes];

    public static byte[] Open(string sid, bool mayUpgrade, SocketIoOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>(160);
        buffer.Write("0"u8);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("sid"u8, sid);
            writer.WriteStartArray("upgrades"u8);
            if (mayUpgrade)
            {
                writer.WriteStringValue("websocket"u8);
            }

            writer.WriteEndArray();
            writer.WriteNumber("pingInterval"u8, options.PingIntervalMilliseconds);
            writer.WriteNumber("pingTimeout"u8, options.PingTimeoutMilliseconds);
            writer.WriteNumber("maxPayload"u8, options.MaxPayloadBytes);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static bool TryReadBase64(ReadOnlyMemory<byte> text, out EnginePacket packet)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        var done = Base64.DecodeFromUtf8(text.Span, bytes, out _, out var written) == OperationStatus.Done;
        packet = new EnginePacket(EngineKind.Binary, bytes.AsMemory(0, written));
        return done;
    }
}

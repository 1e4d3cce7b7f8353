using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Fleet.Gateway.Protocols.SocketIo.Packets;

/// <summary>
/// Reads <c>type[attachments-][/namespace,][id][json]</c>, the data of an Engine.IO message. As strict as the official
/// decoder, and bounded: what it refuses ends the connection.
/// </summary>
internal static class PacketReader
{
    private const int MaxNamespace = 128;
    private const int MaxDepth = 32;

    /// <summary>Names that mean something to clients themselves.</summary>
    private static readonly string[] Reserved = ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"];

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = MaxDepth };

    public static bool TryRead(ReadOnlyMemory<byte> text, int maxAttachments, out Packet packet)
    {
        packet = default;
        var rest = text.Span;
        if (rest.IsEmpty || rest[0] is < (byte)'0' or > (byte)'6')
        {
            return false;
        }

        var kind = (PacketKind)(rest[0] - '0');
        rest = rest[1..];
        var attachments = 0;
        if (kind is PacketKind.BinaryEvent or PacketKind.BinaryAck)
        {
            if (!TryNumber(ref rest, out var count) || count is null or < 1 || count > maxAttachments || rest.IsEmpty || rest[0] != '-')
            {
                return false;
            }

            attachments = (int)count;
            rest = rest[1..];
        }

        if (!TryNamespace(ref rest, out var space) || !TryNumber(ref rest, out var id))
        {
            return false;
        }

        var json = text[(text.Length - rest.Length)..];
        if (!Fits(kind, id, json.Span))
        {
            return false;
        }

        packet = new Packet(kind, space, id, attachments, json);
        return true;
    }

    private static bool TryNamespace(ref ReadOnlySpan<byte> rest, out string space)
    {
        space = Packet.DefaultNamespace;
        if (rest.IsEmpty || rest[0] != '/')
        {
            return true;
        }

        var end = rest.IndexOf((byte)',');
        var name = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        var query = name.IndexOf((byte)'?'); // old clients put a query behind it
        name = query < 0 ? name : name[..query];
        if (name.Length > MaxNamespace)
        {
            return false;
        }

        space = Encoding.UTF8.GetString(name);
        return true;
    }

    /// <summary>False for a number that no client would give.</summary>
    private static bool TryNumber(ref ReadOnlySpan<byte> rest, out long? number)
    {
        number = null;
        if (rest.IsEmpty || rest[0] is < (byte)'0' or > (byte)'9')
        {
            return true;
        }

        if (!Utf8Parser.TryParse(rest, out long value, out var used))
        {
            return false;
        }

        number = value;
        rest = rest[used..];
        return true;
    }

    private static bool Fits(PacketKind kind, long? id, ReadOnlySpan<byte> json)
    {
        try
        {
            return kind switch
            {
                PacketKind.Connect => json.IsEmpty || IsWhole(json, JsonTokenType.StartObject),
                PacketKind.Disconnect => json.IsEmpty,
                PacketKind.Event or PacketKind.BinaryEvent => IsWhole(json, JsonTokenType.StartArray) && HasName(json),
                PacketKind.Ack or PacketKind.BinaryAck => id is not null && IsWhole(json, JsonTokenType.StartArray),
                _ => false, // only the server refuses to connect
            };
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> json, JsonTokenType first)
    {
        var reader = new Utf8JsonReader(json, Strict);
        if (!reader.Read() || reader.TokenType != first)
        {
            return false;
        }

        while (reader.Read())
        {
        }

        return true;
    }

    private static bool HasName(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Strict);
        reader.Read();
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
        {
            return true;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        foreach (var name in Reserved)
        {
            if (reader.ValueTextEquals(name))
            {
                return false;
            }
        }

        return true;
    }
}

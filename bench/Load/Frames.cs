using System.Buffers.Binary;
using System.Text;

namespace Fleet.Bench.Load;

/// <summary>WebSocket frames as a client writes and reads them (RFC 6455 §5.2).</summary>
internal static class Frames
{
    public const int Text = 1;
    public const int Close = 8;
    public const int Ping = 9;

    /// <summary>Masked with zeros: allowed, and nothing is spent on it.</summary>
    public static byte[] Masked(int opcode, ReadOnlySpan<byte> payload)
    {
        var head = payload.Length < 126 ? 2 : payload.Length < 65_536 ? 4 : 10;
        var frame = new byte[head + 4 + payload.Length];
        frame[0] = (byte)(0x80 | opcode);
        WriteLength(frame, payload.Length, 0x80);
        payload.CopyTo(frame.AsSpan(head + 4));
        return frame;
    }

    public static byte[] MaskedText(string text) => Masked(Text, Encoding.UTF8.GetBytes(text));

    /// <summary>As a server writes it.</summary>
    public static byte[] Plain(ReadOnlySpan<byte> payload)
    {
        var head = payload.Length < 126 ? 2 : payload.Length < 65_536 ? 4 : 10;
        var frame = new byte[head + payload.Length];
        frame[0] = 0x80 | Text;
        WriteLength(frame, payload.Length, 0);
        payload.CopyTo(frame.AsSpan(head));
        return frame;
    }

    /// <returns>The whole frame's length; 0 while more is to come.</returns>
    public static int TryRead(ReadOnlySpan<byte> bytes, out int opcode, out ReadOnlySpan<byte> payload)
    {
        opcode = 0;
        payload = default;
        if (bytes.Length < 2)
            return 0;

        long length = bytes[1] & 0x7f;
        var head = length < 126 ? 2 : length == 126 ? 4 : 10;
        if (bytes.Length < head)
            return 0;

        length = head == 4 ? BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])
            : head == 10 ? (long)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..])
            : length;
        if (bytes.Length < head + length)
            return 0;

        opcode = bytes[0] & 0xf;
        payload = bytes.Slice(head, (int)length);
        return head + (int)length;
    }

    private static void WriteLength(byte[] frame, int length, int maskBit)
    {
        frame[1] = (byte)(maskBit | (length < 126 ? length : length < 65_536 ? 126 : 127));
        if (length is >= 126 and < 65_536)
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)length);
        else if (length >= 65_536)
            BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(2), (ulong)length);
    }
}

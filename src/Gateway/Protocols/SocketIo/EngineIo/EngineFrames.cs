using System.Buffers.Binary;

namespace Fleet.Gateway.Protocols.SocketIo.EngineIo;

/// <summary>WebSocket frames of a server (RFC 6455 §5.2): unmasked, final, one a message.</summary>
internal static class EngineFrames
{
    private const byte FinalText = 0x81;
    private const byte FinalBinary = 0x82;
    private const int ShortLength = 126;

    public const int MaxHeader = 10;

    /// <summary>Writes the frame's header.</summary>
    /// <param name="packet">As <see cref="EngineCodec"/> makes it.</param>
    /// <param name="body">What follows the header.</param>
    /// <returns>The header's length.</returns>
    public static int WriteHeader(ReadOnlyMemory<byte> packet, Span<byte> into, out ReadOnlyMemory<byte> body)
    {
        var binary = packet.Span[0] == EngineCodec.BinaryMark;
        body = binary ? packet[1..] : packet;
        into[0] = binary ? FinalBinary : FinalText;
        if (body.Length < ShortLength)
        {
            into[1] = (byte)body.Length;
            return 2;
        }

        if (body.Length <= ushort.MaxValue)
        {
            into[1] = ShortLength;
            BinaryPrimitives.WriteUInt16BigEndian(into[2..], (ushort)body.Length);
            return 4;
        }

        into[1] = ShortLength + 1;
        BinaryPrimitives.WriteUInt64BigEndian(into[2..], (ulong)body.Length);
        return MaxHeader;
    }
}

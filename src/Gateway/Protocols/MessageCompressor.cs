using System.IO.Compression;

namespace Fleet.Gateway.Protocols;

/// <summary>One message compressed by itself: nothing is kept between messages, so that an idle session holds no window.</summary>
internal static class MessageCompressor
{
    /// <summary>RFC 7692 §7.2.1: a flushed block ends in 00 00 FF FF, which is not sent.</summary>
    private const int FlushTail = 4;

    private const int Spare = 64;

    /// <summary>The payload of a frame of permessage-deflate.</summary>
    public static ReadOnlyMemory<byte> Deflate(ReadOnlySpan<byte> message)
    {
        using var into = new MemoryStream((message.Length / 2) + Spare);
        using var deflate = new DeflateStream(into, CompressionLevel.Fastest, leaveOpen: true);
        deflate.Write(message);
        deflate.Flush();
        return into.ToArray().AsMemory(..^FlushTail);
    }

    public static ReadOnlyMemory<byte> Gzip(ReadOnlySpan<byte> message)
    {
        using var into = new MemoryStream((message.Length / 2) + Spare);
        using (var gzip = new GZipStream(into, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(message);
        }

        return into.ToArray();
    }
}

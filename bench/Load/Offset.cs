using System.Buffers.Text;
using System.Text;

namespace Fleet.Bench.Load;

/// <summary>The <c>offset</c> of a message, found without reading the rest of it.</summary>
internal static class Offset
{
    public static void Note(Client client, ReadOnlySpan<byte> payload)
    {
        if (TryFind(payload) is { } at)
            (client.Offsets ??= [])[at.Shard] = (at.Epoch, at.N);
    }

    public static (int Shard, string Epoch, long N)? TryFind(ReadOnlySpan<byte> payload)
    {
        var start = payload.IndexOf("\"offset\":{\"shard\":"u8);
        if (start < 0)
            return null;

        var rest = payload[(start + "\"offset\":{\"shard\":"u8.Length)..];
        Utf8Parser.TryParse(rest, out int shard, out var used);
        rest = rest[(used + ",\"epoch\":\""u8.Length)..];
        var end = rest.IndexOf((byte)'"');
        var epoch = Encoding.ASCII.GetString(rest[..end]);
        Utf8Parser.TryParse(rest[(end + "\",\"n\":"u8.Length)..], out long n, out _);
        return (shard, epoch, n);
    }
}

using System.Buffers.Text;
using System.Text;

namespace Fleet.Bench.Load;

/// <summary>
/// What one follower of one vehicle saw, over all its connections: whether each upload came once, and the last offset
/// of each shard, to resume from.
/// </summary>
public sealed class Sequence(Schedule schedule)
{
    private int _last = -1;

    /// <summary>Uploads that never came.</summary>
    public int Missing { get; private set; }

    /// <summary>Uploads that came again.</summary>
    public int Doubled { get; private set; }

    public long Taken { get; private set; }

    internal Dictionary<int, (string Epoch, long N)> Offsets { get; } = [];

    public void Take(ReadOnlySpan<byte> message)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var upload = schedule.UploadOf(message);
        var every = schedule.Vehicles / schedule.PerUpload;
        if (_last >= 0 && upload <= _last)
            Doubled++;
        else if (_last >= 0)
            Missing += ((upload - _last) / every) - 1;

        _last = Math.Max(_last, upload);
        Taken++;
        var start = message.IndexOf("\"offset\":{\"shard\":"u8);
        if (start < 0)
            return;

        var rest = message[(start + "\"offset\":{\"shard\":"u8.Length)..];
        if (!Utf8Parser.TryParse(rest, out int shard, out var used))
            return;

        rest = rest[(used + ",\"epoch\":\""u8.Length)..];
        var end = rest.IndexOf((byte)'"');
        if (!Utf8Parser.TryParse(rest[(end + "\",\"n\":"u8.Length)..], out long n, out _))
            return;

        Offsets[shard] = (Offsets.TryGetValue(shard, out var before) && Encoding.ASCII.GetBytes(before.Epoch).AsSpan().SequenceEqual(rest[..end])
            ? before.Epoch
            : Encoding.ASCII.GetString(rest[..end]), n);
    }
}

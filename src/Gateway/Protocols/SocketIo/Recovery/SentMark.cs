using System.Globalization;

namespace Fleet.Gateway.Protocols.SocketIo.Recovery;

/// <summary>
/// What one message of a session was, in 8 bytes: an event of a shard in one form, or an answer by its number. Its text is
/// the <c>offset</c> that clients keep of the last event they got.
/// </summary>
internal readonly record struct SentMark(long Packed)
{
    /// <summary>The form of answers, which are no events.</summary>
    public const int AnswerSlot = 255;

    private const int EpochLength = 6;
    private const long NumberMask = (1L << 48) - 1;

    public int Slot => (int)((ulong)Packed >> 56);

    public int Shard => (int)((Packed >> 48) & 0xff);

    public long N => Packed & NumberMask;

    public bool IsAnswer => Slot == AnswerSlot;

    public static SentMark Event(int slot, int shard, long n) => new(((long)slot << 56) | ((long)shard << 48) | n);

    public static SentMark Answer(long n) => new(((long)AnswerSlot << 56) | n);

    /// <param name="line">The epoch of the shard, or the private id of the connection that an answer is of.</param>
    public string ToOffset(string line) =>
        string.Create(CultureInfo.InvariantCulture, $"{Shard}.{Short(line)}.{N}.{Slot}");

    /// <summary>The mark of an offset, and what it says of its line; false for text that is none.</summary>
    public static bool TryRead(string offset, out SentMark mark, out string line)
    {
        mark = default;
        line = "";
        var parts = offset.Split('.', 5);
        if (parts.Length != 4
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var shard) || shard > 255
            || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n > NumberMask
            || !int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var slot) || slot > 255)
        {
            return false;
        }

        (mark, line) = (Event(slot, shard, n), parts[1]);
        return true;
    }

    public static string Short(string line) => line.Length <= EpochLength ? line : line[..EpochLength];
}

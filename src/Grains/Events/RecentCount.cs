namespace Fleet.Events;

/// <summary>
/// How many things happened in the last hour, to the minute: a thing counts while its minute is one of the newest 60.
/// Sixty counters whatever the number of things.
/// </summary>
internal sealed class RecentCount
{
    private const int Minutes = 60;

    private readonly int[] _counts = new int[Minutes];
    private readonly long[] _minutes = new long[Minutes];

    public void Add(DateTimeOffset at)
    {
        var minute = MinuteOf(at);
        var slot = Slot(minute);
        if (_minutes[slot] > minute)
        {
            return; // more than an hour behind what the slot counts now
        }

        if (_minutes[slot] < minute)
        {
            _minutes[slot] = minute;
            _counts[slot] = 0;
        }

        _counts[slot]++;
    }

    public int At(DateTimeOffset now)
    {
        var newest = MinuteOf(now);
        var sum = 0;
        for (var i = 0; i < Minutes; i++)
        {
            sum += _minutes[i] > newest - Minutes && _minutes[i] <= newest ? _counts[i] : 0;
        }

        return sum;
    }

    private static long MinuteOf(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMinute;

    private static int Slot(long minute) => (int)(minute % Minutes);
}

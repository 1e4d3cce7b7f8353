namespace Fleet.Gateway.Protocols;

/// <summary>
/// Two exact sliding windows over the messages of one connection, of five seconds and of a minute. It keeps the times of the messages of the longer
/// window, in an array that grows with them, so that a quiet connection costs a few bytes. Not thread-safe: the
/// receiving half of a session owns it.
/// </summary>
internal sealed class MessageRate(int per5Seconds, int perMinute)
{
    private const long FiveSeconds = 5 * TimeSpan.TicksPerSecond;
    private const long Minute = TimeSpan.TicksPerMinute;
    private const int FirstSize = 8;

    private long[] _times = [];
    private int _count; // of the newest, at most what the longer window allows
    private int _next;

    public int Per5Seconds => per5Seconds;

    public int PerMinute => perMinute;

    /// <summary>Counts a message that came now.</summary>
    /// <returns>Zero where it may pass; else how long until one more may.</returns>
    public TimeSpan Take(DateTimeOffset now)
    {
        var wait = Math.Max(WaitFor(per5Seconds, FiveSeconds, now.UtcTicks), WaitFor(perMinute, Minute, now.UtcTicks));
        if (wait > 0)
        {
            return TimeSpan.FromTicks(wait);
        }

        Add(now.UtcTicks, now.UtcTicks - Minute);
        return TimeSpan.Zero;
    }

    /// <summary>The message passes when the one <paramref name="allowed"/> places before it has left the window.</summary>
    private long WaitFor(int allowed, long window, long now)
    {
        if (_count < allowed)
        {
            return 0;
        }

        var earlier = _times[((_next - allowed) % _times.Length + _times.Length) % _times.Length];
        return Math.Max(earlier + window - now, 0);
    }

    private void Add(long now, long forget)
    {
        while (_count > 0 && _times[((_next - _count) % _times.Length + _times.Length) % _times.Length] <= forget)
        {
            _count--;
        }

        var most = Math.Max(per5Seconds, perMinute);
        if (_count == _times.Length && _count < most)
        {
            Grow(Math.Min(Math.Max(_times.Length * 2, FirstSize), most));
        }

        _times[_next] = now;
        _next = (_next + 1) % _times.Length;
        _count = Math.Min(_count + 1, _times.Length);
    }

    private void Grow(int size)
    {
        var grown = new long[size];
        for (var i = 0; i < _count; i++)
        {
            grown[i] = _times[((_next - _count + i) % _times.Length + _times.Length) % _times.Length];
        }

        (_times, _next) = (grown, _count % size);
    }
}

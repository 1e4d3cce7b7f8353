namespace Fleet.Gateway.Protocols.SocketIo.Recovery;

/// <summary>
/// What left a session since the last pong, in order: events by number, answers by their bytes. With the offset that its
/// client saw last it says what was missed. Owner: the session. Bounds: <paramref name="maxEvents"/> marks of 8 bytes and
/// <paramref name="maxBytes"/> of answers; the oldest leave, and a client that did not get those cannot be recovered.
/// </summary>
/// <param name="start">The offset that the client had before this log began; null for none.</param>
internal sealed class SentLog(int maxEvents, int maxBytes, string? start)
{
    private const int FirstSize = 8;

    private readonly Lock _lock = new();
    private readonly Queue<(long N, byte[] Packet)> _answers = new();
    private readonly Dictionary<int, string> _epochs = []; // of the shards whose events left
    private readonly Dictionary<(int Slot, int Shard), long> _before = []; // newest of what was trimmed
    private readonly List<SentMark> _unsent = [];
    private readonly Dictionary<(int Slot, int Shard), long> _unsentNewest = [];
    private SentMark[] _ring = [];
    private long _first; // numbers of entries: _first … _next - 1
    private long _next;
    private long _pingAt = -1;
    private SentMark? _lastTrimmed;
    private string? _start = start;
    private int _answerBytes;
    private long _answersLost = -1;
    private bool _broken;

    /// <summary>An event leaves.</summary>
    public void Add(SentMark mark, string epoch)
    {
        lock (_lock)
        {
            if (_epochs.TryGetValue(mark.Shard, out var known) && known != epoch)
            {
                Trim(_next); // numbers of the old line mean nothing any more
                foreach (var key in _before.Keys.Where(k => k.Shard == mark.Shard).ToList())
                {
                    _before.Remove(key);
                }

                _lastTrimmed = null;
            }

            _epochs[mark.Shard] = epoch;
            Append(mark);
        }
    }

    /// <summary>An answer leaves.</summary>
    public void Add(long n, byte[] packet)
    {
        lock (_lock)
        {
            Keep(n, packet);
            Append(SentMark.Answer(n));
        }
    }

    /// <summary>
    /// An event, or an answer, will not leave any more. Of a line's events the first says all, as everything behind it is
    /// read again; one that comes out of order, and what is in no line, is noted by itself.
    /// </summary>
    public void AddUnsent(SentMark mark, byte[]? packet, bool inLine)
    {
        lock (_lock)
        {
            if (inLine && _unsentNewest.TryGetValue((mark.Slot, mark.Shard), out var newest) && mark.N > newest)
            {
                _unsentNewest[(mark.Slot, mark.Shard)] = mark.N;
                return;
            }

            if (_unsent.Count >= maxEvents)
            {
                _broken = true;
                return;
            }

            _unsentNewest.TryAdd((mark.Slot, mark.Shard), mark.N);
            _unsent.Add(mark);
            if (packet is not null)
            {
                Keep(mark.N, packet);
            }
        }
    }

    public void PingLeaves()
    {
        lock (_lock)
        {
            _pingAt = _next;
        }
    }

    /// <summary>What left before the ping has arrived.</summary>
    public void PongCame()
    {
        lock (_lock)
        {
            if (_pingAt >= 0)
            {
                Trim(_pingAt);
                _pingAt = -1;
            }
        }
    }

    /// <summary>What a client missed whose last event had this offset; null where that cannot be said.</summary>
    /// <param name="line">The private id of the connection: what the offsets of its answers name.</param>
    public Missed? Since(string? offset, string line)
    {
        lock (_lock)
        {
            if (_broken || Find(offset, line) is not { } at)
            {
                return null;
            }

            var got = new Dictionary<(int Slot, int Shard), long>(_before);
            for (var i = _first; i < at; i++)
            {
                Fold(got, Entry(i));
            }

            List<SentMark> missing = [];
            for (var i = at; i < _next; i++)
            {
                missing.Add(Entry(i));
            }

            missing.AddRange(_unsent);
            var answers = missing.Where(m => m.IsAnswer).Select(m => m.N).ToHashSet();
            if (answers.Count > 0 && answers.Min() <= _answersLost)
            {
                return null;
            }

            return new Missed(
                got,
                [.. missing.Where(m => !m.IsAnswer)],
                [.. _answers.Where(a => answers.Contains(a.N)).Select(a => a.Packet)],
                new Dictionary<int, string>(_epochs));
        }
    }

    /// <returns>The number of the first entry that was not got; null where nobody can say.</returns>
    private long? Find(string? offset, string line)
    {
        if (offset == _start && _lastTrimmed is null && _first == 0)
        {
            return 0;
        }

        if (offset is null || !SentMark.TryRead(offset, out var mark, out var said)
            || said != SentMark.Short(mark.IsAnswer ? line : _epochs.GetValueOrDefault(mark.Shard, "")))
        {
            return null;
        }

        for (var i = _next - 1; i >= _first; i--)
        {
            if (Entry(i) == mark)
            {
                return i + 1;
            }
        }

        return mark == _lastTrimmed ? _first : null;
    }

    private void Append(SentMark mark)
    {
        if (_next - _first >= maxEvents)
        {
            Trim(_first + 1);
        }

        if (_next - _first == _ring.Length)
        {
            var grown = new SentMark[Math.Min(Math.Max(_ring.Length * 2, FirstSize), maxEvents)];
            for (var i = _first; i < _next; i++)
            {
                grown[i % grown.Length] = Entry(i);
            }

            _ring = grown;
        }

        _ring[_next % _ring.Length] = mark;
        _next++;
    }

    private void Trim(long until)
    {
        for (; _first < until; _first++)
        {
            var mark = Entry(_first);
            _lastTrimmed = mark;
            _start = null;
            Fold(_before, mark);
            while (mark.IsAnswer && _answers.TryPeek(out var oldest) && oldest.N <= mark.N)
            {
                _answers.Dequeue();
                _answerBytes -= oldest.Packet.Length;
            }
        }
    }

    private void Keep(long n, byte[] packet)
    {
        _answers.Enqueue((n, packet));
        _answerBytes += packet.Length;
        while (_answerBytes > maxBytes)
        {
            var oldest = _answers.Dequeue();
            _answerBytes -= oldest.Packet.Length;
            _answersLost = oldest.N;
        }
    }

    private static void Fold(Dictionary<(int Slot, int Shard), long> newest, SentMark mark)
    {
        if (!mark.IsAnswer && mark.N > newest.GetValueOrDefault((mark.Slot, mark.Shard)))
        {
            newest[(mark.Slot, mark.Shard)] = mark.N;
        }
    }

    private SentMark Entry(long i) => _ring[i % _ring.Length];
}

using System.Collections.Immutable;
using Fleet.Events;

namespace Fleet.Storage;

/// <summary>One shard's batches in memory. Not thread-safe: it lives under its log's lock, which bounds it too.</summary>
internal sealed class MemoryEventLine
{
    /// <summary>Forgotten batches leave the list together.</summary>
    private const int Slack = 1_024;

    private readonly List<ShardBatch> _batches = [];

    /// <summary>Places in the list that are forgotten.</summary>
    private int _gone;

    /// <summary>Batches that were here before the list's first.</summary>
    private long _before;

    private DateTimeOffset? _forgottenUntil;

    public ShardPosition? Head { get; private set; }

    public void Add(ShardBatch batch)
    {
        _batches.Add(batch);
        Head = new ShardPosition(batch.Shard, batch.Epoch, batch.LastN());
    }

    public ShardBatch ForgetOldest()
    {
        var batch = _batches[_gone];
        var newest = batch.Events.Max(e => e.Timestamp);
        _forgottenUntil = _forgottenUntil > newest ? _forgottenUntil : newest;
        _batches[_gone++] = null!;
        if (_gone >= Slack && _gone * 2 >= _batches.Count)
        {
            _batches.RemoveRange(0, _gone);
            _before += _gone;
            _gone = 0;
        }

        return batch;
    }

    public ShardRead Read(ShardPosition after, int max)
    {
        var head = Head!.Value;
        if (head.Epoch != after.Epoch || after.N > head.N || after.N < 0)
            return new ShardRead { Complete = false, Head = head };

        var at = FirstBehind(after);
        if (after.N < head.N && (at == _batches.Count || _batches[at].FirstN > after.N + 1))
            return new ShardRead { Complete = false, Head = head };

        var events = ImmutableArray.CreateBuilder<FleetEvent>();
        for (; at < _batches.Count && events.Count < max; at++)
        {
            var skip = (int)Math.Max(0, after.N + 1 - _batches[at].FirstN);
            events.AddRange(_batches[at].Events.AsSpan(skip, Math.Min(_batches[at].Events.Length - skip, max - events.Count)));
        }

        return new ShardRead { Complete = true, Head = head, Events = events.ToImmutable() };
    }

    /// <param name="after">How many batches of the line, those forgotten too, the pages before came to.</param>
    public HistoryPage History(DateTimeOffset from, DateTimeOffset until, long after, int max)
    {
        var found = ImmutableArray.CreateBuilder<LoggedEvent>();
        var at = (int)Math.Max(after - _before, _gone);
        for (; at < _batches.Count && found.Count < max; at++)
        {
            var batch = _batches[at];
            for (var i = 0; i < batch.Events.Length; i++)
            {
                if (batch.Events[i].Timestamp >= from && batch.Events[i].Timestamp < until)
                    found.Add(new LoggedEvent(new(batch.Shard, batch.Epoch, batch.FirstN + i), batch.Events[i]));
            }
        }

        return new HistoryPage
        {
            Events = found.ToImmutable(),
            Next = at < _batches.Count ? _before + at : null,
            ForgottenUntil = _forgottenUntil,
        };
    }

    /// <summary>The first batch of the head's epoch, which is the last, that ends behind a place.</summary>
    private int FirstBehind(ShardPosition after)
    {
        var (low, high) = (_gone, _batches.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_batches[middle].Epoch == after.Epoch && _batches[middle].LastN() > after.N)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}

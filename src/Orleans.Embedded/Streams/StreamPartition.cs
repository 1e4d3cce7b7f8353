using Orleans.Runtime;

namespace Orleans.Embedded.Streams;

/// <summary>
/// A share of a provider's streams, with one lock, one sequence and one bound.
/// Bound: 16,384 batches that some subscriber has not had yet; then producers get <see cref="InvalidOperationException"/>, as from the real
/// engine's full queue. Batches everybody has had are kept for rewinding, at most 16,384 and no longer than the retention time.
/// </summary>
internal sealed class StreamPartition
{
    public const int MaxBacklog = 16_384;
    private const int MaxHistory = 16_384;

    private readonly Dictionary<StreamId, StreamLine> _lines = [];
    private readonly Queue<(StreamLine Line, StreamBatch Batch)> _history = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _retention;
    private long _sequence;
    private long _lost;
    private int _backlog;

    public StreamPartition(TimeProvider time, TimeSpan retention)
    {
        _time = time;
        _retention = retention;
        _sequence = time.GetUtcNow().Ticks;
    }

    public void Produce<T>(StreamId streamId, T[] items)
    {
        StreamSubscription[] wake;
        lock (this)
        {
            if (_backlog >= MaxBacklog) throw new InvalidOperationException($"Can not enqueue since the count has reached its maximum of {MaxBacklog}");
            var line = LineOf(streamId);
            var batch = new StreamBatch<T>(items, ++_sequence, _time.GetTimestamp());
            line.Append(batch);
            if (batch.Waiting > 0) _backlog++;
            _history.Enqueue((line, batch));
            Forget();
            wake = [.. line.Subscriptions.Where(static s => s.TryStartPump())];
        }

        foreach (var subscription in wake) subscription.Pump();
    }

    public T Locked<T>(StreamId streamId, Func<StreamLine, T> action)
    {
        lock (this)
        {
            var line = LineOf(streamId);
            var result = action(line);
            if (line.IsEmpty) Drop(line);
            return result;
        }
    }

    /// <summary>One subscription has passed a batch; called under the lock.</summary>
    public void Passed(StreamLine line, StreamBatch batch)
    {
        if (--batch.Waiting > 0) return;
        _backlog--;
        if (batch.Expired) line.Trim();
    }

    private StreamLine LineOf(StreamId streamId)
    {
        if (_lines.TryGetValue(streamId, out var line)) return line;
        return _lines[streamId] = new StreamLine(streamId, this, _lost);
    }

    private void Forget()
    {
        while (_history.TryPeek(out var oldest) && (_history.Count > MaxHistory || _time.GetElapsedTime(oldest.Batch.ProducedAt) > _retention))
        {
            _history.Dequeue();
            oldest.Batch.Expired = true;
            oldest.Line.Trim();
            if (oldest.Line.IsEmpty) Drop(oldest.Line);
        }
    }

    private void Drop(StreamLine line)
    {
        if (!_lines.TryGetValue(line.StreamId, out var current) || !ReferenceEquals(current, line)) return;
        _lines.Remove(line.StreamId);
        _lost = Math.Max(_lost, line.Lost);
    }
}

using Orleans.Runtime;

namespace Orleans.Embedded.Streams;

/// <summary>The held batches and the subscriptions of one stream. All members are guarded by the partition's lock.</summary>
internal sealed class StreamLine(StreamId streamId, StreamPartition partition, long lost)
{
    private StreamBatch? _first;

    public StreamId StreamId { get; } = streamId;

    public StreamPartition Partition { get; } = partition;

    public List<StreamSubscription> Subscriptions { get; } = [];

    public StreamBatch? Last { get; private set; }

    /// <summary>The newest sequence number of this stream that is not held any more.</summary>
    public long Lost { get; private set; } = lost;

    public bool IsEmpty => _first is null && Subscriptions.Count == 0;

    public void Append(StreamBatch batch)
    {
        if (Last is null || _first is null) _first = batch;
        if (Last is not null) Last.Next = batch;
        Last = batch;
        batch.Waiting = Subscriptions.Count;
    }

    /// <summary>The first held batch at or behind a sequence number.</summary>
    public StreamBatch? Find(long sequence)
    {
        for (var batch = _first; batch is not null; batch = batch.Next)
        {
            if (batch.Sequence >= sequence) return batch;
        }

        return null;
    }

    /// <summary>Drops batches that are past retention and that nobody waits for; they stand at the front.</summary>
    public void Trim()
    {
        while (_first is { Expired: true, Waiting: 0 } batch)
        {
            Lost = batch.Sequence;
            _first = batch.Next;
        }
    }
}

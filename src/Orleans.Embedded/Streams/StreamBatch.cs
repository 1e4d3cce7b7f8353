using Orleans.Providers.Streams.Common;
using Orleans.Embedded.Copying;
using Orleans.Streams;

namespace Orleans.Embedded.Streams;

/// <summary>What one call of a producer put into a stream. Linked to the next batch of the same stream.</summary>
internal abstract class StreamBatch(long sequence, long producedAt)
{
    /// <summary>Ascending within a partition.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>In timestamps of the streaming clock.</summary>
    public long ProducedAt { get; } = producedAt;

    // The three below are guarded by the partition's lock.
    public StreamBatch? Next { get; set; }

    /// <summary>How many subscriptions have not passed it yet.</summary>
    public int Waiting { get; set; }

    /// <summary>Its retention is over; it goes as soon as nobody waits for it.</summary>
    public bool Expired { get; set; }

    /// <summary>The events from <paramref name="firstIndex"/> on, as copies of their own for each consumer.</summary>
    public abstract IEnumerable<SequentialItem<T>> ItemsAs<T>(int firstIndex);
}

internal sealed class StreamBatch<TItem>(TItem[] items, long sequence, long producedAt) : StreamBatch(sequence, producedAt)
{
    public override IEnumerable<SequentialItem<T>> ItemsAs<T>(int firstIndex)
    {
        for (var i = firstIndex; i < items.Length; i++)
        {
            var copy = Copiers.CopyAlone(items[i]);
            if (copy is not T typed) throw new InvalidCastException($"Received an item of type {typeof(TItem).Name}, expected {typeof(T).FullName}");
            yield return new SequentialItem<T>(typed, new EventSequenceToken(Sequence, i));
        }
    }
}

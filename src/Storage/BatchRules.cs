using Fleet.Events;

namespace Fleet.Storage;

/// <summary>What every event log asks of a batch before it looks at the log.</summary>
internal static class BatchRules
{
    public static long LastN(this ShardBatch batch) => batch.FirstN + batch.Events.Length - 1;

    public static void MustFollow(this ShardBatch batch, ShardPosition? head)
    {
        if (batch.Events.IsDefaultOrEmpty)
            throw new ArgumentException("The batch is empty.", nameof(batch));
        var expected = head is { } h && h.Epoch == batch.Epoch ? h.N + 1 : 1;
        if (batch.FirstN != expected || (head is { } known && known.Shard != batch.Shard))
            throw new ArgumentException($"The batch begins at {batch.FirstN} of shard {batch.Shard}; behind the head it must be {expected}.", nameof(batch));
    }
}

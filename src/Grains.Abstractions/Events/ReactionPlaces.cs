using System.Collections.Immutable;

namespace Fleet.Events;

/// <summary>
/// How far a reactor has come on each shard's line. Immutable: a reactor replaces it in the same state write as the effects.
/// Bound: one place a shard.
/// </summary>
[GenerateSerializer, Immutable, Alias("Fleet.ReactionPlaces")]
public sealed record ReactionPlaces
{
    public static readonly ReactionPlaces None = new();

    [Id(0)] public ImmutableArray<ShardPosition> Places { get; init; } = [];

    /// <summary>The events of a batch that it has not reacted to. A line that begins anew is new from its first event.</summary>
    public IEnumerable<NumberedEvent> New(ReactionBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.Events.Where(e => IsNew(batch.Shard, batch.Epoch, e.N));
    }

    public bool IsNew(int shard, string epoch, long n)
    {
        foreach (var place in Places)
        {
            if (place.Shard == shard)
                return place.Epoch != epoch || n > place.N;
        }

        return true;
    }

    /// <summary>The places once a batch is done.</summary>
    public ReactionPlaces After(ReactionBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return After(new ShardPosition(batch.Shard, batch.Epoch, batch.Events[^1].N));
    }

    /// <summary>The places once everything through one of a line is done.</summary>
    public ReactionPlaces After(ShardPosition last) => IsNew(last.Shard, last.Epoch, last.N)
        ? new() { Places = [.. Places.Where(p => p.Shard != last.Shard), last] }
        : this;
}

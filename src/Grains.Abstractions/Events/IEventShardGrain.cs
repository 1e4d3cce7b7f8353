using System.Collections.Immutable;

namespace Fleet.Events;

/// <summary>
/// One of an organization's event shards; key <see cref="GrainKey.ForShard"/>. Gives every event its offset, keeps the
/// ring that resuming clients read and the newest state that new subscribers start from, and publishes batches to the
/// Orleans stream <see cref="EventStreams"/>. The offset line, not the stream, is the truth: a reader that sees a hole
/// in the stream reads it here.
/// </summary>
[Alias("Fleet.IEventShardGrain")]
public interface IEventShardGrain : IGrainWithStringKey
{
    /// <summary>Events in order. One whose id the shard has seen of late is dropped, so that a retry doubles nothing.</summary>
    [Alias("Publish")]
    Task Publish(ImmutableArray<FleetEvent> events);

    /// <summary>Events behind a place, at most <paramref name="max"/>.</summary>
    [Alias("Read")]
    Task<ShardRead> Read(ShardPosition after, int max);

    [Alias("Snapshot")]
    Task<ShardSnapshot> Snapshot(SnapshotRequest request);

    [Alias("Tally")]
    Task<FleetTally> Tally();
}

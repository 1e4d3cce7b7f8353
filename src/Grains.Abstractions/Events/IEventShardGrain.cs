using System.Collections.Immutable;
using Fleet.Geography;
using Fleet.Traffic;
using Orleans.Concurrency;

namespace Fleet.Events;

/// <summary>
/// One of an organization's event shards; key <see cref="GrainKey.ForShard"/>. Gives every event its offset, keeps the
/// ring that resuming clients read and the newest state that new subscribers start from, and publishes batches to the
/// Orleans stream <see cref="EventStreams"/>. The offset line, not the stream, is the truth: a reader that sees a hole
/// in the stream reads it here. Calls interleave: state changes only between awaits, and one writer at a time appends.
/// </summary>
[Alias("Fleet.IEventShardGrain")]
public interface IEventShardGrain : IGrainWithStringKey
{
    /// <summary>Events in order. One whose id the shard has seen of late is dropped, so that a retry doubles nothing.</summary>
    /// <exception cref="Storage.StorageUnavailableException">The event log cannot follow or is away; nothing was shown to anyone.</exception>
    [Alias("Publish"), AlwaysInterleave]
    Task Publish(ImmutableArray<FleetEvent> events);

    /// <summary>
    /// The same for events that may have been published at any time before: folded again after a restart, or come due by
    /// a clock that had been stopped. Asks the log, so that nothing is doubled however long ago it was.
    /// </summary>
    [Alias("PublishAgain"), AlwaysInterleave]
    Task PublishAgain(ImmutableArray<FleetEvent> events);

    /// <summary>Events behind a place, at most <paramref name="max"/>.</summary>
    [Alias("Read"), AlwaysInterleave]
    Task<ShardRead> Read(ShardPosition after, int max);

    [Alias("Snapshot"), AlwaysInterleave]
    Task<ShardSnapshot> Snapshot(SnapshotRequest request);

    [Alias("Tally"), AlwaysInterleave]
    Task<FleetTally> Tally();

    /// <summary>Newest speeds of vehicles on a trip under way inside a box, none older than that; not whose they are.</summary>
    [Alias("Speeds"), AlwaysInterleave]
    Task<ImmutableArray<SpeedSample>> Speeds(GeoBounds bounds, DateTimeOffset since);

    [Alias("Metrics"), AlwaysInterleave]
    Task<FleetMetrics> Metrics();
}

using Fleet.Events;
using Fleet.Storage;

namespace Fleet.Gateway.Subscriptions;

/// <summary>Where feeds get their events from: the shards' grains and streams, and the log behind them. A seam for tests of holes and failures.</summary>
public interface IShardSource
{
    /// <summary>Follows a shard's stream until disposed. Batches come one at a time.</summary>
    Task<IAsyncDisposable> Follow(string organizationId, int shard, Func<ShardBatch, Task> onBatch, Func<Exception, Task> onError);

    /// <summary>From the shard's ring.</summary>
    Task<ShardRead> Read(string organizationId, ShardPosition after, int max);

    /// <summary>The same from the event log, which reaches as far back as retention.</summary>
    Task<ShardRead> ReadLog(string organizationId, ShardPosition after, int max);

    /// <summary>A page of what happened from <paramref name="from"/> to before <paramref name="until"/>: <see cref="IEventLog.History"/>.</summary>
    Task<HistoryPage> History(string organizationId, int shard, DateTimeOffset from, DateTimeOffset until, long after, int max);

    Task<ShardSnapshot> Snapshot(string organizationId, int shard, SnapshotRequest request);

    Task<FleetTally> Tally(string organizationId, int shard);

    Task<FleetMetrics> Metrics(string organizationId, int shard);
}

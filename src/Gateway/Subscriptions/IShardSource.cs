using Fleet.Events;

namespace Fleet.Gateway.Subscriptions;

/// <summary>Where feeds get their events from: the shards' grains and streams. A seam for tests of holes and failures.</summary>
public interface IShardSource
{
    /// <summary>Follows a shard's stream until disposed. Batches come one at a time.</summary>
    Task<IAsyncDisposable> Follow(string organizationId, int shard, Func<ShardBatch, Task> onBatch, Func<Exception, Task> onError);

    Task<ShardRead> Read(string organizationId, ShardPosition after, int max);

    Task<ShardSnapshot> Snapshot(string organizationId, int shard, SnapshotRequest request);

    Task<FleetTally> Tally(string organizationId, int shard);
}

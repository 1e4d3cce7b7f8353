using Fleet.Events;
using Fleet.Storage;
using Orleans.Runtime;
using Orleans.Streams;

namespace Fleet.Gateway.Subscriptions;

internal sealed class OrleansShardSource(IClusterClient cluster, IEventLog log) : IShardSource
{
    public async Task<IAsyncDisposable> Follow(
        string organizationId, int shard, Func<ShardBatch, Task> onBatch, Func<Exception, Task> onError)
    {
        var stream = cluster.GetStreamProvider(EventStreams.Provider).GetStream<ShardBatch>(
            StreamId.Create(EventStreams.Namespace, EventStreams.Key(organizationId, shard)));
        return new Following(await stream.SubscribeAsync((batch, _) => onBatch(batch), onError));
    }

    public Task<ShardRead> Read(string organizationId, ShardPosition after, int max) =>
        Shard(organizationId, after.Shard).Read(after, max);

    public async Task<ShardRead> ReadLog(string organizationId, ShardPosition after, int max) =>
        await log.Read(organizationId, after, max, CancellationToken.None);

    public async Task<HistoryPage> History(
        string organizationId, int shard, DateTimeOffset from, DateTimeOffset until, long after, int max) =>
        await log.History(organizationId, shard, from, until, after, max, CancellationToken.None);

    public Task<ShardSnapshot> Snapshot(string organizationId, int shard, SnapshotRequest request) =>
        Shard(organizationId, shard).Snapshot(request);

    public Task<FleetTally> Tally(string organizationId, int shard) => Shard(organizationId, shard).Tally();

    public Task<FleetMetrics> Metrics(string organizationId, int shard) => Shard(organizationId, shard).Metrics();

    private IEventShardGrain Shard(string organizationId, int shard) =>
        cluster.GetGrain<IEventShardGrain>(GrainKey.ForShard(organizationId, shard));

    private sealed class Following(StreamSubscriptionHandle<ShardBatch> handle) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await handle.UnsubscribeAsync();
    }
}

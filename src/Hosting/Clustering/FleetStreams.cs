using Fleet.Events;
using Orleans.Hosting;

namespace Fleet.Hosting.Clustering;

/// <summary>
/// The stream provider of the shards' events: memory streams, for the offset line and the log are the truth and the
/// stream only has to be quick (docs/decisions/0004-offset-line.md).
/// </summary>
public static class FleetStreams
{
    /// <summary>The same on every host of a cluster.</summary>
    private const int Queues = 8;

    public static void Add(ISiloBuilder silo) => silo.AddMemoryStreams(EventStreams.Provider, static streams =>
    {
        // Batches, eight queues and a short poll: 10 ms at the 99th percentile with 100,000 events a second,
        // where the defaults poll every 100 ms (shared/ORLEANS.md, What it costs).
        streams.ConfigurePartitioning(Queues);
        streams.ConfigurePullingAgent(agent => agent.Configure(o =>
        {
            o.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(5);
            o.BatchContainerBatchSize = 100;
        }));

        // Readers that fall behind read the shard's ring: the stream's own cache need not keep its default five minutes.
        streams.ConfigureCacheEviction(cache => cache.Configure(o =>
        {
            o.DataMinTimeInCache = TimeSpan.FromSeconds(5);
            o.DataMaxAgeInCache = TimeSpan.FromSeconds(30);
        }));
    });

    public static void Add(IClientBuilder client) =>
        client.AddMemoryStreams(EventStreams.Provider, static streams => streams.ConfigurePartitioning(Queues));
}

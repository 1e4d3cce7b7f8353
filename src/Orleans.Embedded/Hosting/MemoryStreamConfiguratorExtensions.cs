using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>How memory streams are spread.</summary>
public static class MemoryStreamConfiguratorExtensions
{
    public static void ConfigurePartitioning(this IMemoryStreamConfigurator configurator, int numOfQueues = HashRingStreamQueueMapperOptions.DEFAULT_NUM_QUEUES) =>
        configurator.Configure<HashRingStreamQueueMapperOptions>(options => options.Configure(o => o.TotalQueueCount = numOfQueues));
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Embedded.Activations;
using Orleans.Embedded.Calls;
using Orleans.Embedded.Copying;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Streams;

namespace Orleans.Embedded.Streams;

/// <summary>Streams in memory, delivered as soon as they are produced. Owned by the silo; gone with it.</summary>
internal sealed class MemoryStreamProvider : IStreamProvider
{
    private readonly Silo _silo;
    private readonly StreamPartition[] _partitions;

    public MemoryStreamProvider(IServiceProvider services, string name)
    {
        Name = name;
        _silo = services.GetRequiredService<Silo>();
        Clock = services.GetRequiredKeyedService<TimeProvider>(StreamingTimeProviderNames.Streaming);
        var pulling = services.GetRequiredService<IOptionsMonitor<StreamPullingAgentOptions>>().Get(name);
        BatchSize = Math.Max(1, pulling.BatchContainerBatchSize);
        MaxDeliveryTime = pulling.MaxEventDeliveryTime;
        var eviction = services.GetRequiredService<IOptionsMonitor<StreamCacheEvictionOptions>>().Get(name);
        _partitions = new StreamPartition[services.GetRequiredService<IOptionsMonitor<HashRingStreamQueueMapperOptions>>().Get(name).TotalQueueCount];
        for (var i = 0; i < _partitions.Length; i++) _partitions[i] = new StreamPartition(Clock, eviction.DataMinTimeInCache);
    }

    public string Name { get; }

    public bool IsRewindable => true;

    public TimeProvider Clock { get; }

    public int BatchSize { get; }

    public TimeSpan MaxDeliveryTime { get; }

    public ICallRouter Router => _silo;

    public bool IsStopping => _silo.IsStopping;

    public ILogger Logger => _silo.Logger;

    public IAsyncStream<T> GetStream<T>(StreamId streamId)
    {
        CheckedItem<T>.ThrowIfFaulty();
        return new MemoryStream<T>(this, streamId);
    }

    public StreamPartition PartitionOf(StreamId streamId) => _partitions[(uint)streamId.GetHashCode() % (uint)_partitions.Length];

    public Guid NewSubscriptionId() => Guid.CreateVersion7(Clock.GetUtcNow());

    /// <summary>Waits on the streaming clock; false if the silo stops meanwhile.</summary>
    public async Task<bool> Pause(TimeSpan time)
    {
        await Task.Delay(time, Clock, _silo.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !_silo.Stopping.IsCancellationRequested;
    }

    private static class CheckedItem<T>
    {
        private static readonly string? s_fault = Find();

        public static void ThrowIfFaulty()
        {
            if (s_fault is not null) throw new CodecNotFoundException(s_fault);
        }

        private static string? Find()
        {
            var faults = new List<string>();
            new SerializabilityCheck().Check(typeof(T), "Stream item", faults);
            return faults.Count == 0 ? null : string.Join(" ", faults);
        }
    }
}

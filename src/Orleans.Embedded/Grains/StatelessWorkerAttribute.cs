using Orleans.Placement;

namespace Orleans.Concurrency;

/// <summary>A class without identity of its own: several activations serve one key at the same time.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StatelessWorkerAttribute : PlacementAttribute
{
    public StatelessWorkerAttribute() => MaxWorkers = Environment.ProcessorCount;

    public StatelessWorkerAttribute(int maxLocalWorkers) => MaxWorkers = maxLocalWorkers;

    internal int MaxWorkers { get; }
}

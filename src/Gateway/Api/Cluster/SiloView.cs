using Fleet.Gateway.Json;
using Orleans.Runtime;

namespace Fleet.Gateway.Api.Cluster;

/// <param name="Address">In the cluster.</param>
/// <param name="Status">created, joining, active, shutting_down, stopping or dead.</param>
/// <param name="Activations">By the grain's class.</param>
public sealed record SiloView(string Address, string Status, IReadOnlyDictionary<string, int> Activations)
{
    internal static SiloView Of(SiloAddress address, SiloStatus status, IEnumerable<SimpleGrainStatistic> statistics) => new(
        address.ToString(),
        WireNames<SiloStatus>.Of(status),
        new SortedDictionary<string, int>(
            statistics.GroupBy(s => ClassOf(s.GrainType)).ToDictionary(g => g.Key, g => g.Sum(s => s.ActivationCount)), StringComparer.Ordinal));

    /// <summary>"Namespace.Class,Assembly" without what a reader does not need.</summary>
    private static string ClassOf(string grainType) => grainType.Split(',')[0].Split('.')[^1];
}

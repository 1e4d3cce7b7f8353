using System.Collections.Immutable;
using Fleet.Hosts;
using Orleans.Runtime;

namespace Fleet.Gateway.Api.Cluster;

/// <summary>The answer of <c>/v1/admin/cluster</c>.</summary>
/// <param name="Silos">As the membership table has them: dead ones too, until they are swept out of it.</param>
/// <param name="Hosts">As the processes report themselves; those of the last minute.</param>
/// <param name="Activations">Of all silos together.</param>
public sealed record ClusterView(ImmutableArray<SiloView> Silos, ImmutableArray<HostView> Hosts, int Activations)
{
    internal static ClusterView Of(
        IReadOnlyDictionary<SiloAddress, SiloStatus> silos, IReadOnlyCollection<SimpleGrainStatistic> statistics, ImmutableArray<HostReport> reports)
    {
        var activations = statistics.ToLookup(s => s.SiloAddress);
        return new ClusterView(
            [.. silos.OrderBy(s => s.Key.ToString(), StringComparer.Ordinal).Select(s => SiloView.Of(s.Key, s.Value, activations[s.Key]))],
            [.. reports.Select(HostView.Of)],
            statistics.Sum(s => s.ActivationCount));
    }
}

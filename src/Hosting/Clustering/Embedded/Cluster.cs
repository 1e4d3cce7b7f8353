using Orleans.Hosting;

namespace Fleet.Hosting.Clustering;

/// <summary>The embedded engine's answer to whoever wants more than one process.</summary>
internal static class Cluster
{
    /// <summary>Why this build cannot be part of a cluster.</summary>
    public static string? Unavailable =>
        "this build has the embedded engine, which is one process; a cluster needs Microsoft Orleans: build with -p:FleetEngine=Orleans (docs/deployment.md)";

    public static void Join(ISiloBuilder silo, ClusterSettings settings, string database) => throw new NotSupportedException(Unavailable);

    public static void Join(IClientBuilder client, ClusterSettings settings, string database) => throw new NotSupportedException(Unavailable);
}

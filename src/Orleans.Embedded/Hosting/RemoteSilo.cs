using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Embedded.Activations;
using Orleans.Runtime;

namespace Orleans.Embedded.Hosting;

/// <summary>The silo of another host in this process, as a client host finds it: by cluster, service and gateway port.</summary>
internal sealed class RemoteSilo(IOptions<ClusterOptions> cluster, IOptions<EndpointOptions> endpoint) : IHostedService
{
    private static readonly ConcurrentDictionary<(string, string, int), Silo> s_running = new();

    private Silo? _silo;

    public IClusterClient Client => (_silo ?? throw new InvalidOperationException("The client has not been started.")).GrainFactory;

    public static bool Announce(Silo silo) => s_running.TryAdd(silo.Address, silo);

    public static void Withdraw(Silo silo) => s_running.TryRemove(KeyValuePair.Create(silo.Address, silo));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var address = (cluster.Value.ClusterId, cluster.Value.ServiceId, endpoint.Value.GatewayPort);
        if (!s_running.TryGetValue(address, out _silo))
            throw new SiloUnavailableException($"No silo of cluster \"{address.ClusterId}\", service \"{address.ServiceId}\", gateway port {address.GatewayPort} runs in this process, and the embedded engine reaches no other. Start it first, or build with FleetEngine=Orleans.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

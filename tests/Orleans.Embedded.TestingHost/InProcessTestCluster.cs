using Fleet.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>A silo and a client in this process.</summary>
public sealed class InProcessTestCluster : IAsyncDisposable
{
    private readonly List<Action<IHostApplicationBuilder>> _configureSilo;
    private readonly List<Action<IHostApplicationBuilder>> _configureClient;
    private IHost? _silo;
    private IHost? _client;

    internal InProcessTestCluster(List<Action<IHostApplicationBuilder>> silo, List<Action<IHostApplicationBuilder>> client) =>
        (_configureSilo, _configureClient) = (silo, client);

    public IClusterClient Client => _client?.Services.GetRequiredService<IClusterClient>()
        ?? throw new InvalidOperationException("The cluster has not been deployed.");

    /// <param name="silo">There is one only.</param>
    /// <exception cref="ArgumentException">It is another's address.</exception>
    public IServiceProvider GetSiloServiceProvider(SiloAddress? silo = null)
    {
        var services = (_silo ?? throw new InvalidOperationException("The cluster has not been deployed.")).Services;
        return silo is null || silo.Equals(services.GetRequiredService<ILocalSiloDetails>().SiloAddress)
            ? services
            : throw new ArgumentException($"The provided silo address '{silo}' is unknown.", nameof(silo));
    }

    public async Task DeployAsync()
    {
        var (siloPort, gatewayPort) = LoopbackPorts.FreePair();
        var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"test-{siloPort}");
        _silo = Build(_configureSilo, host => host.UseOrleans(silo => silo.UseLocalhostClustering(siloPort, gatewayPort, primarySiloEndpoint: null, serviceId: name, clusterId: name)));
        await _silo.StartAsync();
        _client = Build(_configureClient, host => host.UseOrleansClient(client => client.UseLocalhostClustering(gatewayPort, name, name)));
        await _client.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in new[] { _client, _silo }.OfType<IHost>())
        {
            await host.StopAsync();
            host.Dispose();
        }

        (_client, _silo) = (null, null);
    }

    private static IHost Build(List<Action<IHostApplicationBuilder>> configure, Action<HostApplicationBuilder> clustering)
    {
        var builder = Host.CreateApplicationBuilder();
        configure.ForEach(c => c(builder)); // first: what a test brings, its clocks above all, goes before the engine's own
        clustering(builder);
        return builder.Build();
    }
}

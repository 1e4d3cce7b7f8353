using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Orleans.TestingHost;

/// <summary>
/// The part of Orleans' own test cluster that the tests use, on the embedded engine: one silo, whatever number is asked
/// for, and its client.
/// </summary>
public sealed class InProcessTestClusterBuilder
{
    private readonly List<Action<IHostApplicationBuilder>> _silo = [];
    private readonly List<Action<IHostApplicationBuilder>> _client = [];

    public InProcessTestClusterBuilder(short initialSilosCount) => Options = new InProcessTestClusterOptions { InitialSilosCount = initialSilosCount };

    public InProcessTestClusterOptions Options { get; }

    public InProcessTestClusterBuilder ConfigureSiloHost(Action<InProcessTestSiloSpecificOptions, IHostApplicationBuilder> configureSiloHostDelegate)
    {
        _silo.Add(host => configureSiloHostDelegate(new InProcessTestSiloSpecificOptions(), host));
        return this;
    }

    public InProcessTestClusterBuilder ConfigureSilo(Action<InProcessTestSiloSpecificOptions, ISiloBuilder> configureSiloDelegate)
    {
        _silo.Add(host => host.UseOrleans(silo => configureSiloDelegate(new InProcessTestSiloSpecificOptions(), silo)));
        return this;
    }

    public InProcessTestClusterBuilder ConfigureClientHost(Action<IHostApplicationBuilder> configureHostDelegate)
    {
        _client.Add(configureHostDelegate);
        return this;
    }

    public InProcessTestClusterBuilder ConfigureClient(Action<IClientBuilder> configureClientDelegate)
    {
        _client.Add(host => host.UseOrleansClient(configureClientDelegate));
        return this;
    }

    public InProcessTestCluster Build() => new(_silo, _client);
}

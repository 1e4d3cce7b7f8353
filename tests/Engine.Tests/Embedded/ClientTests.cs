using Fleet.Engine.Activations;
using Fleet.Engine.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Fleet.Engine.Embedded;

[Collection(ContractTest.Name)]
public sealed class ClientTests
{
    [Fact]
    public async Task Client_host_finds_the_silo_of_its_process()
    {
        await using var own = await EngineHost.Start(static silo => silo.UseLocalhostClustering(11, 22, serviceId: "s", clusterId: "c"));
        using var client = Build(22);
        await client.StartAsync();
        var grain = client.Services.GetRequiredService<IClusterClient>().GetGrain<ILifeGrain>("from-client");
        Assert.Equal(1, await grain.Activation());
        await client.StopAsync();
    }

    [Fact]
    public async Task Client_host_without_a_silo_says_so()
    {
        using var client = Build(23);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => client.StartAsync());
    }

    private static IHost Build(int gatewayPort)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleansClient(client => client.UseLocalhostClustering(gatewayPort, "s", "c"));
        return builder.Build();
    }
}

using Fleet.Engine.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Fleet.Engine.Embedded;

[Collection(ContractTest.Name)]
public sealed class OptionsTests
{
    [Fact]
    public async Task Collection_age_below_its_quantum_is_refused() => await Refused("CollectionAge", static silo =>
        silo.Configure<GrainCollectionOptions>(static o => o.CollectionAge = o.CollectionQuantum));

    [Fact]
    public async Task Streams_without_a_storage_for_subscriptions_are_refused() => await Refused("PubSubStore", static silo =>
        silo.AddMemoryStreams("lonely"));

    [Fact]
    public async Task Grain_that_no_service_can_be_found_for_is_refused() => await Refused("Signals", static _ => { }, withSignals: false);

    private static async Task Refused(string name, Action<ISiloBuilder> configure, bool withSignals = true)
    {
        var builder = Host.CreateApplicationBuilder();
        if (withSignals) builder.Services.AddSingleton<Signals>();
        builder.UseOrleans(configure);
        using var host = builder.Build();
        var refusal = await Assert.ThrowsAsync<OrleansConfigurationException>(() => host.StartAsync());
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
    }
}

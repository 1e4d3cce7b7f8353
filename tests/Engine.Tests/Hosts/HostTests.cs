using Fleet.Engine.Activations;
using Fleet.Engine.Fixture;

namespace Fleet.Engine.Hosts;

public sealed class HostTests(SharedHost host) : ContractTest(host)
{
    [Fact]
    public async Task Host_that_stops_deactivates_every_grain()
    {
        var own = await EngineHost.Start();
        var signals = own.Signals;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => own.Grains.GetGrain<ILifeGrain>($"{Key}-{i}").Activation())).WaitAsync(Limit);
        await own.Stop().WaitAsync(Limit);
        for (var i = 0; i < 20; i++) Assert.Equal(1, signals.Count($"{Key}-{i}:left 1 ShuttingDown"));
        await own.DisposeAsync();
    }

    [Fact]
    public async Task Two_hosts_share_no_grains()
    {
        await using var own = await EngineHost.Start();
        await own.Grains.GetGrain<ILifeGrain>(Key).Activation().WaitAsync(Limit);
        Assert.Equal(1, own.Signals.Count($"{Key}:activating"));
        Assert.Equal(0, Signals.Count($"{Key}:activating"));
    }
}

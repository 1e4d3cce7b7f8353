using Fleet.Engine.Activations;
using Fleet.Engine.Failures;
using Fleet.Engine.Fixture;
using Fleet.Engine.Timers;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Fleet.Engine.Embedded;

[Collection(ContractTest.Name)]
public sealed class ClockTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Idle_grain_leaves_after_its_age_and_not_before()
    {
        await using var own = await OwnClockHost.Start(static silo => silo.Configure<GrainCollectionOptions>(static o =>
        {
            o.CollectionQuantum = TimeSpan.FromMinutes(1);
            o.CollectionAge = TimeSpan.FromMinutes(10);
        }));
        var grain = own.Grains.GetGrain<ILifeGrain>("idle");
        await grain.Activation().WaitAsync(s_limit);
        own.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(1, await grain.Activation().WaitAsync(s_limit)); // and starts to be idle anew
        own.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(0, own.Signals.Count("idle:left 1 ActivationIdle"));
        own.Clock.Advance(TimeSpan.FromMinutes(2));
        await own.Signals.Raised("idle:left 1 ActivationIdle").WaitAsync(s_limit);
    }

    [Fact]
    public async Task Class_with_its_own_age_leaves_at_that()
    {
        await using var own = await OwnClockHost.Start(static silo => silo.Configure<GrainCollectionOptions>(static o =>
            o.ClassSpecificCollectionAge[typeof(LifeGrain).FullName!] = TimeSpan.FromMinutes(2)));
        await own.Grains.GetGrain<ILifeGrain>("short").Activation().WaitAsync(s_limit);
        own.Clock.Advance(TimeSpan.FromMinutes(3));
        await own.Signals.Raised("short:left 1 ActivationIdle").WaitAsync(s_limit);
    }

    [Fact]
    public async Task Ticks_without_keep_alive_do_not_put_off_collection()
    {
        await using var own = await OwnClockHost.Start();
        await own.Grains.GetGrain<ITimerGrain>("ticking").Start(TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan).WaitAsync(s_limit);
        own.Clock.Advance(TimeSpan.FromMinutes(10));
        await own.Signals.Raised("ticking:ticked").WaitAsync(s_limit);
        own.Clock.Advance(TimeSpan.FromMinutes(6));

        // Six minutes after the tick, sixteen after the last call; the tick's turn may not have quite ended yet.
        var left = own.Signals.Raised("ticking:left");
        while (!left.IsCompleted) await own.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.FromMinutes(15)).WaitAsync(s_limit);
    }

    [Fact]
    public async Task Call_times_out_on_the_injected_clock()
    {
        await using var own = await OwnClockHost.Start(static silo => silo.Configure<SiloMessagingOptions>(static o => o.ResponseTimeout = TimeSpan.FromSeconds(5)));
        using var never = new CancellationTokenSource();
        var waiting = own.Grains.GetGrain<IFailingGrain>("stuck").Wait(never.Token);
        await own.Signals.Raised("stuck:waiting").WaitAsync(s_limit);
        own.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(waiting.IsCompleted);
        own.Clock.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<TimeoutException>(() => waiting.WaitAsync(s_limit));
        await never.CancelAsync();
    }
}

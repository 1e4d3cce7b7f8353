using Fleet.Engine.Fixture;
using Orleans.Runtime;

namespace Fleet.Engine.Activations;

public sealed class ActivationTests(SharedHost host) : ContractTest(host)
{
    private IManagementGrain Management => Engine.Grains.GetGrain<IManagementGrain>(0);

    [Fact]
    public async Task Grain_called_by_many_at_once_is_activated_once()
    {
        var grain = Grain<ILifeGrain>();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => grain.Activation())).WaitAsync(Limit);
        Assert.All(answers, static activation => Assert.Equal(1, activation));
        Assert.Equal(1, Signals.Count($"{Key}:activating"));
    }

    [Fact]
    public async Task Grain_knows_its_identity() => Assert.Equal($"life/{Key} {Key}", await Grain<ILifeGrain>().WhoAmI().WaitAsync(Limit));

    [Fact]
    public async Task Activation_that_fails_fails_the_call_and_the_next_call_tries_again()
    {
        Signals.Raise($"{Key}:refuse");
        var grain = Grain<ILifeGrain>();
        var refusal = await Assert.ThrowsAsync<NotSupportedException>(() => grain.Activation().WaitAsync(Limit));
        Assert.Equal("not yet", refusal.Message);
        Assert.Equal(2, await grain.Activation().WaitAsync(Limit));
    }

    [Fact]
    public async Task Grain_asked_to_leave_leaves_and_the_next_call_finds_a_new_activation()
    {
        var grain = Grain<ILifeGrain>();
        Assert.Equal(1, await grain.Activation().WaitAsync(Limit));
        await grain.Leave().WaitAsync(Limit);
        Assert.Equal(2, await grain.Activation().WaitAsync(Limit));
        await Said("left 1 ApplicationRequested");
    }

    [Fact]
    public async Task Calls_during_deactivation_go_to_the_next_activation()
    {
        var grain = Grain<ILifeGrain>();
        var leaving = grain.LeaveSlowly();
        await Said("leaving");
        var later = Task.WhenAll(Enumerable.Range(0, 10).Select(_ => grain.Activation()));
        Signals.Open($"{Key}:leave");
        await leaving.WaitAsync(Limit);
        Assert.All(await later.WaitAsync(Limit), static activation => Assert.Equal(2, activation));
    }

    [Fact]
    public async Task Idle_grain_is_collected_and_comes_back()
    {
        var grain = Grain<ILifeGrain>();
        Assert.Equal(1, await grain.Activation().WaitAsync(Limit));
        await Management.ForceActivationCollection(TimeSpan.Zero).WaitAsync(Limit);
        await Said("left 1 ActivationIdle");
        Assert.Equal(2, await grain.Activation().WaitAsync(Limit));
    }

    [Fact]
    public async Task Grain_that_delays_its_deactivation_is_not_collected()
    {
        var grain = Grain<ILifeGrain>();
        var other = Grain<ILifeGrain>("-other");
        await grain.StayFor(TimeSpan.FromHours(1)).WaitAsync(Limit);
        await other.Activation().WaitAsync(Limit);
        await Management.ForceActivationCollection(TimeSpan.Zero).WaitAsync(Limit);
        await Signals.Raised($"{Key}-other:left 1 ActivationIdle").WaitAsync(Limit);
        Assert.Equal(1, await grain.Activation().WaitAsync(Limit));
    }

    [Fact]
    public async Task Management_counts_activations_by_class()
    {
        await Grain<ILifeGrain>().Activation().WaitAsync(Limit);
        var details = await Management.GetDetailedGrainStatistics(["Fleet.Engine.Activations.LifeGrain,Engine.Tests"]).WaitAsync(Limit);
        Assert.Contains(details, d => d.GrainId.Key.ToString() == Key);
        var simple = await Management.GetSimpleGrainStatistics().WaitAsync(Limit);
        Assert.True(await Management.GetTotalActivationCount().WaitAsync(Limit) >= simple.Length);
        Assert.Single(await Management.GetHosts(onlyActive: true).WaitAsync(Limit), static host => host.Value == SiloStatus.Active);
    }
}

using Fleet.Engine.Fixture;
using Orleans.Runtime;

namespace Fleet.Engine.Timers;

public sealed class TimerTests(SharedHost host) : ContractTest(host)
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Timer_ticks_when_due_and_then_each_period()
    {
        var grain = Grain<ITimerGrain>();
        await grain.Start(s_second * 2, s_second).WaitAsync(Limit);
        Clock.Advance(s_second);
        Assert.Equal(0, Signals.Count($"{Key}:tick"));
        Clock.Advance(s_second);
        await Said("tick");
        await Elapse(grain, s_second);
        await Said("tick", 2);
        await Elapse(grain, s_second);
        await Said("tick", 3);
        Assert.True(await grain.TickedInTurn().WaitAsync(Limit));
        await grain.Stop().WaitAsync(Limit);
    }

    [Fact]
    public async Task Tick_waits_for_the_running_call()
    {
        var grain = Grain<ITimerGrain>();
        await grain.Start(s_second, s_second).WaitAsync(Limit);
        var holding = grain.Hold();
        await Said("holding");
        Clock.Advance(s_second);
        Signals.Open($"{Key}:hold");
        await holding.WaitAsync(Limit);
        await Said("tick");
        Assert.Equal(["holding", "held", "tick", "ticked"], Sayings());
        await grain.Stop().WaitAsync(Limit);
    }

    [Fact]
    public async Task Call_waits_for_the_running_tick()
    {
        var grain = Grain<ITimerGrain>();
        await grain.Start(s_second, s_second, hold: true).WaitAsync(Limit);
        Clock.Advance(s_second);
        await Said("tick");
        var call = grain.Say("called");
        Signals.Open($"{Key}:tick");
        await call.WaitAsync(Limit);
        Assert.Equal(["tick", "ticked", "called"], Sayings());
        await grain.Stop().WaitAsync(Limit);
    }

    [Fact]
    public async Task Ticks_of_one_timer_never_overlap()
    {
        var grain = Grain<ITimerGrain>();
        await grain.Start(s_second, s_second, interleave: true, hold: true).WaitAsync(Limit);
        Clock.Advance(s_second);
        await Said("tick");
        Clock.Advance(s_second * 10);
        await grain.Say("called").WaitAsync(Limit);
        Assert.Equal(1, Signals.Count($"{Key}:tick"));
        Signals.Open($"{Key}:tick");
        await Said("ticked");
        await ElapseUntil(Said("tick", 2), s_second);
        await grain.Stop().WaitAsync(Limit);
    }

    [Fact]
    public async Task Interleaving_tick_runs_while_a_call_awaits()
    {
        var grain = Grain<ITimerGrain>();
        await grain.Start(s_second, s_second, interleave: true).WaitAsync(Limit);
        var holding = grain.Hold();
        await Said("holding");
        Clock.Advance(s_second);
        await Said("ticked");
        Assert.False(holding.IsCompleted);
        Signals.Open($"{Key}:hold");
        await holding.WaitAsync(Limit);
        await grain.Stop().WaitAsync(Limit);
    }

    [Fact]
    public async Task Tick_that_throws_is_followed_by_the_next()
    {
        var grain = Grain<ITimerGrain>();
        await grain.Start(s_second, s_second, fail: true).WaitAsync(Limit);
        Clock.Advance(s_second);
        await Said("tick");
        await Elapse(grain, s_second);
        await Said("tick", 2);
        await grain.Stop().WaitAsync(Limit);
    }

    [Fact]
    public async Task Timer_that_was_changed_ticks_at_the_new_time()
    {
        var grain = Grain<ITimerGrain>();
        await grain.Start(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan).WaitAsync(Limit);
        Clock.Advance(s_second * 100);
        await grain.Change(s_second, Timeout.InfiniteTimeSpan).WaitAsync(Limit);
        Assert.Equal(0, Signals.Count($"{Key}:tick"));
        Clock.Advance(s_second);
        await Said("ticked");
        await grain.Stop().WaitAsync(Limit);
    }

    [Fact]
    public async Task Timer_that_was_stopped_ticks_no_more()
    {
        var grain = Grain<ITimerGrain>();
        await grain.Start(s_second, s_second).WaitAsync(Limit);
        Clock.Advance(s_second);
        await Said("ticked");
        await grain.Stop().WaitAsync(Limit);
        Clock.Advance(s_second * 10);
        await grain.Say("called").WaitAsync(Limit);
        Assert.Equal(1, Signals.Count($"{Key}:tick"));
    }

    [Fact]
    public async Task Timer_does_not_keep_its_grain_and_goes_with_it()
    {
        var grain = Grain<ITimerGrain>();
        await grain.Start(s_second, s_second).WaitAsync(Limit);
        Clock.Advance(s_second);
        await Said("ticked");
        await Engine.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero).WaitAsync(Limit);
        await Said("left");
        Clock.Advance(s_second * 10);
        await grain.Say("called").WaitAsync(Limit);
        Assert.Equal(1, Signals.Count($"{Key}:tick"));
    }

    private async Task Elapse(ITimerGrain grain, TimeSpan time)
    {
        await grain.TickedInTurn().WaitAsync(Limit); // a turn after the tick, whose end has armed the timer again
        Clock.Advance(time);
    }

    private string[] Sayings() => [.. Signals.Log.Where(l => l.StartsWith(Key + ":", StringComparison.Ordinal)).Select(l => l[(Key.Length + 1)..])];
}

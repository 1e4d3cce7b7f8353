using Fleet.Engine.Fixture;

namespace Fleet.Engine.Reminders;

public sealed class ReminderTests(SharedHost host) : ContractTest(host)
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Reminder_wakes_a_grain_that_has_left()
    {
        var grain = Grain<IReminderGrain>();
        await grain.Remind("wake", s_minute, s_minute).WaitAsync(Limit);
        await grain.Leave().WaitAsync(Limit);
        await Said("left");
        await ElapseUntil(Said("wake 00:01:00"), s_minute);
        await Said("activated", 2);
        await ElapseUntil(Said("wake 00:01:00", 2), s_minute);
        await grain.Forget("wake").WaitAsync(Limit);
    }

    [Fact]
    public async Task Reminder_that_was_unregistered_is_gone()
    {
        var grain = Grain<IReminderGrain>();
        await grain.Remind("a", TimeSpan.FromDays(1_000), s_minute).WaitAsync(Limit);
        await grain.Remind("b", TimeSpan.FromDays(1_000), s_minute).WaitAsync(Limit);
        Assert.Equal(["a", "b"], (await grain.Names().WaitAsync(Limit)).Order());
        await grain.Forget("a").WaitAsync(Limit);
        Assert.Equal(["b"], await grain.Names().WaitAsync(Limit));
        await grain.Forget("b").WaitAsync(Limit);
        Assert.Empty(await grain.Names().WaitAsync(Limit));
    }

    [Fact]
    public async Task Reminder_registered_again_keeps_the_new_times()
    {
        var grain = Grain<IReminderGrain>();
        await grain.Remind("again", TimeSpan.FromDays(1_000), s_minute).WaitAsync(Limit);
        await grain.Remind("again", s_minute, s_minute * 2).WaitAsync(Limit);
        Assert.Single(await grain.Names().WaitAsync(Limit));
        await ElapseUntil(Said("again 00:02:00"), s_minute);
        await grain.Forget("again").WaitAsync(Limit);
    }

    [Fact]
    public async Task Reminder_with_a_period_below_a_minute_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Grain<IReminderGrain>().Remind("often", TimeSpan.Zero, TimeSpan.FromSeconds(59)).WaitAsync(Limit));
}

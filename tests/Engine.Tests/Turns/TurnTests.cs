using Fleet.Engine.Fixture;

namespace Fleet.Engine.Turns;

public sealed class TurnTests(SharedHost host) : ContractTest(host)
{
    [Fact]
    public async Task Calls_many_at_once_run_one_at_a_time()
    {
        var grain = Grain<ITurnGrain>();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => grain.AddSlowly())).WaitAsync(Limit);
        Assert.Equal(200, await grain.Count());
    }

    [Fact]
    public async Task Call_behind_one_that_awaits_waits_for_its_end()
    {
        var grain = Turn();
        var first = grain.Hold("first");
        await Said("first begins");
        var second = grain.Say("second");
        await grain.Interleaving().WaitAsync(Limit); // the second call has certainly arrived, in order behind the first
        Assert.Equal(0, Signals.Count($"{Key}:second"));
        Signals.Open($"{Key}:first");
        await Task.WhenAll(first, second).WaitAsync(Limit);
        Assert.Equal(["first begins", "first ends", "second"], Said());
    }

    [Fact]
    public async Task Continuations_stay_on_the_activations_scheduler() => Assert.True(await Turn().StaysInTurn().WaitAsync(Limit));

    [Fact]
    public async Task Interleaving_method_runs_while_another_awaits()
    {
        var grain = Turn();
        var held = grain.Hold("held");
        await Said("held begins");
        Assert.Equal("interleaved", await grain.Interleaving().WaitAsync(Limit));
        Assert.False(held.IsCompleted);
        Signals.Open($"{Key}:held");
        await held.WaitAsync(Limit);
    }

    [Fact]
    public async Task Read_only_methods_run_together()
    {
        var grain = Turn();
        var reads = Task.WhenAll(grain.Read("a"), grain.Read("b"));
        await Said("a begins");
        await Said("b begins");
        Signals.Open($"{Key}:a");
        Signals.Open($"{Key}:b");
        Assert.Equal(["a", "b"], await reads.WaitAsync(Limit));
    }

    [Fact]
    public async Task Writing_method_waits_for_a_read_only_one()
    {
        var grain = Turn();
        var read = grain.Read("read");
        await Said("read begins");
        var write = grain.Say("write");
        await grain.Interleaving().WaitAsync(Limit);
        Assert.Equal(0, Signals.Count($"{Key}:write"));
        Signals.Open($"{Key}:read");
        await Task.WhenAll(read, write).WaitAsync(Limit);
        Assert.Equal(["read begins", "read ends", "write"], Said());
    }

    [Fact]
    public async Task Reentrant_grain_starts_a_call_while_another_awaits()
    {
        var grain = Grain<IReentrantGrain>();
        var held = grain.Hold("held");
        await Said("held begins");
        await grain.Say("meanwhile").WaitAsync(Limit);
        Assert.False(held.IsCompleted);
        Signals.Open($"{Key}:held");
        await held.WaitAsync(Limit);
        Assert.Equal(["held begins", "meanwhile", "held ends"], Said());
    }

    private ITurnGrain Turn() => Grain<ITurnGrain>();

    private string[] Said() => [.. Signals.Log.Where(l => l.StartsWith(Key + ":", StringComparison.Ordinal)).Select(l => l[(Key.Length + 1)..])];
}

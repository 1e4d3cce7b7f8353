using Fleet.Engine.Fixture;

namespace Fleet.Engine.Turns;

public class TurnGrain(Signals signals) : Grain, ITurnGrain
{
    private int _count;

    private string Prefix => this.GetPrimaryKeyString() + ":";

    public async Task Hold(string name)
    {
        signals.Raise($"{Prefix}{name} begins");
        await signals.Gate(Prefix + name);
        signals.Raise($"{Prefix}{name} ends");
    }

    public Task Say(string name)
    {
        signals.Raise(Prefix + name);
        return Task.CompletedTask;
    }

    public async Task AddSlowly()
    {
        var before = _count;
        await Task.Yield();
        _count = before + 1;
    }

    public Task<int> Count() => Task.FromResult(_count);

    public async Task<bool> StaysInTurn()
    {
        var scheduler = TaskScheduler.Current;
        var right = scheduler != TaskScheduler.Default;
        await Task.Yield();
        right &= TaskScheduler.Current == scheduler;
        right &= await Task.Run(static () => TaskScheduler.Current == TaskScheduler.Default);
        right &= TaskScheduler.Current == scheduler;
        right &= await Task.Factory.StartNew(static () => TaskScheduler.Current, CancellationToken.None, TaskCreationOptions.None, scheduler) == scheduler;
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            await Task.Yield();
            right &= TaskScheduler.Current == scheduler;
        }));
        return right;
    }

    public Task<string> Interleaving() => Task.FromResult("interleaved");

    public async Task<string> Read(string name)
    {
        await Hold(name);
        return name;
    }
}

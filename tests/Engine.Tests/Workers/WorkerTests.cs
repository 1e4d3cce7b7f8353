using Fleet.Engine.Fixture;

namespace Fleet.Engine.Workers;

public sealed class WorkerTests(SharedHost host) : ContractTest(host)
{
    [Fact]
    public async Task Stateless_worker_serves_as_many_calls_at_once_as_it_has_workers()
    {
        var grain = Grain<IWorkerGrain>();
        var work = Task.WhenAll(Enumerable.Range(0, 5).Select(_ => grain.Work()));
        await Said("working", 3);
        Assert.Equal(3, Signals.Count($"{Key}:working"));
        Signals.Open($"{Key}:done");
        await work.WaitAsync(Limit);
        Assert.Equal(5, Signals.Count($"{Key}:working"));
    }
}

using Fleet.Engine.Fixture;
using Orleans.Concurrency;

namespace Fleet.Engine.Workers;

[StatelessWorker(3)]
public sealed class WorkerGrain(Signals signals) : Grain, IWorkerGrain
{
    public async Task Work()
    {
        var key = this.GetPrimaryKeyString();
        signals.Raise(key + ":working");
        await signals.Gate(key + ":done");
    }
}

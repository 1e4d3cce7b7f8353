using Orleans.Embedded.Calls;
using Orleans.Runtime;

namespace Orleans.Embedded.Activations;

/// <summary>The activations of one key of a [StatelessWorker] class: as many as run at once, up to the class's limit.</summary>
internal sealed class WorkerPool(Silo silo, GrainClass grainClass, GrainId grainId) : ICallTarget
{
    private readonly List<Activation> _workers = [];

    public IReadOnlyList<Activation> Workers
    {
        get
        {
            lock (_workers) return [.. _workers];
        }
    }

    public bool TryReceive(Request request)
    {
        while (true)
        {
            var worker = Choose();
            if (worker.TryReceive(request)) return true;
            Remove(worker);
        }
    }

    public void Remove(Activation worker)
    {
        lock (_workers) _workers.Remove(worker);
    }

    // An idle worker, else a new one, else the least busy.
    private Activation Choose()
    {
        lock (_workers)
        {
            Activation? best = null;
            foreach (var worker in _workers)
            {
                if (best is null || worker.Load < best.Load) best = worker;
            }

            if (best is not null && (best.Load == 0 || _workers.Count >= grainClass.MaxWorkers)) return best;
            var added = new Activation(silo, grainClass, grainId, this);
            _workers.Add(added);
            return added;
        }
    }
}

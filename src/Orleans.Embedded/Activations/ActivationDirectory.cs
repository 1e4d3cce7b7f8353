using System.Collections.Concurrent;
using Orleans.Embedded.Calls;
using Orleans.Runtime;

namespace Orleans.Embedded.Activations;

/// <summary>Finds the activation of a grain, and makes one for the first call. Owned by the silo.</summary>
internal sealed class ActivationDirectory(Silo silo)
{
    private readonly ConcurrentDictionary<GrainId, ICallTarget> _targets = new();

    /// <summary>All activations there are; a snapshot in motion.</summary>
    public IEnumerable<Activation> Activations => _targets.SelectMany(static pair => pair.Value switch
    {
        Activation activation => [activation],
        WorkerPool pool => pool.Workers,
        _ => Enumerable.Empty<Activation>(),
    });

    public void Deliver(Request request, GrainId grainId)
    {
        while (true)
        {
            if (!_targets.TryGetValue(grainId, out var target))
            {
                if (silo.IsStopping)
                {
                    request.Fail(new SiloUnavailableException($"The silo is stopping and activates no more grains; {request} was not run."));
                    return;
                }

                target = _targets.GetOrAdd(grainId, Create(grainId));
            }

            if (target.TryReceive(request)) return;
            Remove(grainId, target);
        }
    }

    public void Remove(Activation activation) => Remove(activation.GrainId, activation);

    private void Remove(GrainId grainId, ICallTarget target) => _targets.TryRemove(KeyValuePair.Create(grainId, target));

    private ICallTarget Create(GrainId grainId)
    {
        var grainClass = silo.Manifest.ClassOf(grainId.Type);
        return grainClass.MaxWorkers > 0 ? new WorkerPool(silo, grainClass, grainId) : new Activation(silo, grainClass, grainId);
    }
}

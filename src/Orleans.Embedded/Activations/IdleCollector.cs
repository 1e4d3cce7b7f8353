namespace Orleans.Embedded.Activations;

/// <summary>Deactivates what nobody has called for long. One timer for the whole silo, on the injected clock.</summary>
internal sealed class IdleCollector : IDisposable
{
    private readonly Silo _silo;
    private readonly ITimer _timer;

    public IdleCollector(Silo silo)
    {
        _silo = silo;
        var quantum = silo.Collection.CollectionQuantum;
        _timer = silo.CollectionClock.CreateTimer(static state => ((IdleCollector)state!).Collect(), this, quantum, quantum);
    }

    /// <summary>Starts the deactivation of every activation idle for <paramref name="age"/>, or for its class's age if null.</summary>
    public IReadOnlyList<Activation> Collect(TimeSpan? age)
    {
        var collected = new List<Activation>();
        foreach (var activation in _silo.Directory.Activations)
        {
            var limit = AgeOf(activation.Class);
            if (limit == Timeout.InfiniteTimeSpan) continue;
            if (activation.TryCollect(age ?? limit)) collected.Add(activation);
        }

        return collected;
    }

    public void Dispose() => _timer.Dispose();

    private void Collect() => Collect(age: null);

    private TimeSpan AgeOf(GrainClass grainClass) =>
        grainClass.CollectionAge
        ?? (_silo.Collection.ClassSpecificCollectionAge.TryGetValue(grainClass.Type.FullName!, out var age) ? age : _silo.Collection.CollectionAge);
}

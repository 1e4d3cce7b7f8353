using System.Collections.Concurrent;

namespace Fleet.Engine.Fixture;

/// <summary>How grains and tests wait for each other without sleeping: named events that are counted, and named gates.</summary>
public sealed class Signals
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = [];
    private readonly List<(string Name, int Times, TaskCompletionSource Reached)> _waiting = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly ConcurrentQueue<string> _log = new();

    /// <summary>Everything raised, in order.</summary>
    public IEnumerable<string> Log => _log;

    public void Raise(string name)
    {
        lock (_lock)
        {
            _log.Enqueue(name);
            var count = _counts[name] = _counts.GetValueOrDefault(name) + 1;
            foreach (var (_, _, reached) in _waiting.Where(w => w.Name == name && w.Times <= count)) reached.TrySetResult();
            _waiting.RemoveAll(w => w.Reached.Task.IsCompleted);
        }
    }

    public int Count(string name)
    {
        lock (_lock) return _counts.GetValueOrDefault(name);
    }

    public Task Raised(string name, int times = 1)
    {
        lock (_lock)
        {
            if (_counts.GetValueOrDefault(name) >= times) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((name, times, reached));
            return reached.Task;
        }
    }

    public Task Gate(string name) => GateOf(name).Task;

    public void Open(string name) => GateOf(name).TrySetResult();

    private TaskCompletionSource GateOf(string name) => _gates.GetOrAdd(name, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}

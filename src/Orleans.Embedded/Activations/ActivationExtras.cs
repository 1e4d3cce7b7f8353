using Orleans.Embedded.Streams;
using Orleans.Embedded.Timers;

namespace Orleans.Embedded.Activations;

/// <summary>What only some activations have. Guarded by the activation's lock.</summary>
internal sealed class ActivationExtras
{
    private HashSet<GrainTimer>? _timers;

    /// <summary>Made when somebody first asks for <c>IGrainContext.Deactivated</c>.</summary>
    public TaskCompletionSource Deactivated => DeactivatedIfAsked ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource? DeactivatedIfAsked { get; private set; }

    /// <summary>The stream observers of this activation by subscription; gone with it.</summary>
    public Dictionary<Guid, IStreamSink>? Sinks { get; set; }

    public void Add(GrainTimer timer) => (_timers ??= []).Add(timer);

    public void Remove(GrainTimer timer) => _timers?.Remove(timer);

    public List<GrainTimer>? TakeTimers()
    {
        var timers = _timers is null ? null : new List<GrainTimer>(_timers);
        _timers = null;
        return timers;
    }
}

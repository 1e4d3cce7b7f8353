namespace Fleet.Geofences;

/// <summary>
/// The one writer of the fence's state. A depot's state has all its vehicles, and when they start in the morning, or are woken by a
/// restart, each says something: what changes while a write is under way goes into the next, and all who said it wait for that one.
/// </summary>
public sealed partial class GeofenceGrain
{
    /// <summary>Done when the next write is; null where nobody waits for one.</summary>
    private TaskCompletionSource? _next;

    /// <summary>Writes, and what follows from them.</summary>
    private Task _keeping = Task.CompletedTask;

    /// <summary>The directory has it as it is.</summary>
    private bool _listed = true;

    /// <summary>Vehicles said something that no write that succeeded, or is under way, has.</summary>
    private bool _unwritten;

    private bool _removing;

    /// <summary>Done when all that changed by now is written and its deadlines are armed.</summary>
    private Task Keep()
    {
        _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mine = _next.Task;
        if (_keeping.IsCompleted)
        {
            _keeping = KeepAll();
        }

        return mine;
    }

    /// <summary>Done when nobody writes any more.</summary>
    private async Task Kept()
    {
        while (!_keeping.IsCompleted)
        {
            await _keeping;
        }
    }

    /// <summary>Runs beside the turns, on the grain's own scheduler. Never fails: who waits is told.</summary>
    private async Task KeepAll()
    {
        while (_next is { } waiting)
        {
            _next = null;
            _unwritten = false;
            try
            {
                await state.WriteStateAsync();
                if (!_listed)
                {
                    await List(GeofenceDeadlines.Next(state.State) is not null);
                    _listed = true;
                }

                await Arm();
                waiting.SetResult();
            }
            catch (Exception e)
            {
                _unwritten = true;
                waiting.SetException(e);
            }
        }
    }
}

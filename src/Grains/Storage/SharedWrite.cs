namespace Fleet.Storage;

/// <summary>
/// Writes of one grain's state whose turns do not wait for each other: one at a time, and whoever comes meanwhile shares the
/// next. Owned by one activation, on its scheduler. A write that failed leaves the state ahead of the store; the next call
/// writes it all.
/// </summary>
/// <param name="write">Writes the state as it is.</param>
internal sealed class SharedWrite(Func<Task> write)
{
    private long _changes;
    private long _written;
    private Task _running = Task.CompletedTask;

    /// <summary>The store may not have all of the state.</summary>
    public bool Behind => _written < _changes;

    /// <summary>Something changed, and nobody waits for it to be durable.</summary>
    public void Changed() => _changes++;

    /// <summary>Done when the state as it is now is durable.</summary>
    public async Task Save()
    {
        var wanted = ++_changes;
        await Catch(_running);
        while (_written < wanted)
        {
            if (_running.IsCompleted)
            {
                await (_running = Write());
            }
            else
            {
                await Catch(_running); // somebody else's, perhaps begun before the change
            }
        }
    }

    private async Task Write()
    {
        var through = _changes;
        await write();
        _written = through;
    }

    private static async Task Catch(Task running)
    {
        try
        {
            await running;
        }
        catch (Exception) when (running.IsFaulted)
        {
            // Told to whoever began it; the next write has it all.
        }
    }
}

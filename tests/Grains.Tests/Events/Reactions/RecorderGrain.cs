using Orleans.Runtime;

namespace Fleet.Events;

public sealed class RecorderGrain([PersistentState("recorder", "fleet")] IPersistentState<RecorderState> state) : Grain, IRecorderGrain
{
    private readonly List<(int Count, TaskCompletionSource Done)> _waiting = [];
    private int _toFail;
    private int _failed;

    public async Task React(ReactionBatch batch)
    {
        if (_toFail > 0)
        {
            _toFail--;
            _failed++;
            throw new InvalidOperationException("asked to fail");
        }

        var (ids, places) = (state.State.Ids, state.State.Places);
        state.State.Ids = [.. ids, .. places.New(batch).Select(e => e.Event.EventId)];
        state.State.Places = places.After(batch);
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            (state.State.Ids, state.State.Places) = (ids, places);
            throw;
        }

        foreach (var (_, done) in _waiting.Where(w => w.Count <= state.State.Ids.Count))
        {
            done.TrySetResult();
        }
    }

    public Task<string[]> Recorded() => Task.FromResult(state.State.Ids.ToArray());

    public Task Reached(int count)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (state.State.Ids.Count >= count)
            done.SetResult();
        else
            _waiting.Add((count, done));

        return done.Task;
    }

    public Task Fail(int times)
    {
        _toFail = times;
        return Task.CompletedTask;
    }

    public Task<int> Failures() => Task.FromResult(_failed);
}

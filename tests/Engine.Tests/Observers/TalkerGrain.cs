namespace Fleet.Engine.Observers;

public sealed class TalkerGrain : Grain, ITalkerGrain
{
    private IListener? _listener;

    public Task Listen(IListener listener)
    {
        _listener = listener;
        return Task.CompletedTask;
    }

    public async Task Talk(string what)
    {
        await _listener!.Heard(what);
        _listener.Told(what);
    }

    public Task<int> Ask(int number) => _listener!.Asked(number);
}

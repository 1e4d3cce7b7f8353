using Fleet.Engine.Fixture;

namespace Fleet.Engine.Failures;

public sealed class FailingGrain(Signals signals) : Grain, IFailingGrain
{
    private string Prefix => this.GetPrimaryKeyString() + ":";

    public async Task Throw(string message)
    {
        await Task.Yield();
        throw new FleetException(message, 42);
    }

    public Task<int> ThrowAtOnce(string message) => throw new InvalidOperationException(message);

    public async ValueTask<int> ThrowLater(string message)
    {
        await Task.Yield();
        throw new KeyNotFoundException(message);
    }

    public Task Cancel() => throw new OperationCanceledException("given up");

    public Task NeverAnswer() => new TaskCompletionSource().Task;

    public Task CallBack(string other) => GrainFactory.GetGrain<IFailingGrain>(other).CallBack(this.GetPrimaryKeyString());

    public async Task Wait(CancellationToken cancellationToken)
    {
        signals.Raise(Prefix + "waiting");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        finally
        {
            signals.Raise(Prefix + "cancelled");
        }
    }

    public async Task OneWay()
    {
        await signals.Gate(Prefix + "go");
        signals.Raise(Prefix + "gone");
    }

    public Task OneWayThrow() => throw new InvalidOperationException("nobody hears this");

    public ValueTask<string> Echo(string text) => ValueTask.FromResult(text);
}

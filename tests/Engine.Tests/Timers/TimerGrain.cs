using Fleet.Engine.Fixture;
using Orleans.Runtime;

namespace Fleet.Engine.Timers;

public sealed class TimerGrain(Signals signals) : Grain, ITimerGrain
{
    private IGrainTimer? _timer;
    private TaskScheduler? _scheduler;
    private bool _inTurn = true;

    private string Prefix => this.GetPrimaryKeyString() + ":";

    public Task Start(TimeSpan dueTime, TimeSpan period, bool interleave, bool hold, bool fail)
    {
        _scheduler = TaskScheduler.Current;
        _timer = this.RegisterGrainTimer(
            static (state, token) => state.Grain.Tick(state.Hold, state.Fail, token),
            (Grain: this, Hold: hold, Fail: fail),
            new GrainTimerCreationOptions { DueTime = dueTime, Period = period, Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan dueTime, TimeSpan period)
    {
        _timer!.Change(dueTime, period);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        signals.Raise(Prefix + "left");
        return Task.CompletedTask;
    }

    public Task Say(string what)
    {
        signals.Raise(Prefix + what);
        return Task.CompletedTask;
    }

    public async Task Hold()
    {
        signals.Raise(Prefix + "holding");
        await signals.Gate(Prefix + "hold");
        signals.Raise(Prefix + "held");
    }

    public Task<bool> TickedInTurn() => Task.FromResult(_inTurn);

    private async Task Tick(bool hold, bool fail, CancellationToken cancellationToken)
    {
        _inTurn &= TaskScheduler.Current == _scheduler && !cancellationToken.IsCancellationRequested;
        signals.Raise(Prefix + "tick");
        if (hold) await signals.Gate(Prefix + "tick");
        if (fail) throw new InvalidOperationException("tick failed");
        signals.Raise(Prefix + "ticked");
    }
}

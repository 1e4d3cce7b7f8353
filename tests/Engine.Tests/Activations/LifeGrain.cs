using Fleet.Engine.Fixture;

namespace Fleet.Engine.Activations;

/// <summary>Says when it comes and goes. Refuses to come as often as the test has raised "refuse".</summary>
public sealed class LifeGrain(Signals signals) : Grain, ILifeGrain
{
    private int _activation;

    private string Prefix => this.GetPrimaryKeyString() + ":";

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        signals.Raise(Prefix + "activating");
        if (signals.Count(Prefix + "activating") <= signals.Count(Prefix + "refuse")) throw new NotSupportedException("not yet");
        _activation = signals.Count(Prefix + "activating");
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        signals.Raise($"{Prefix}left {_activation} {reason.ReasonCode}");
    }

    public Task<int> Activation() => Task.FromResult(_activation);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task LeaveSlowly()
    {
        DeactivateOnIdle();
        signals.Raise(Prefix + "leaving");
        await signals.Gate(Prefix + "leave");
    }

    public Task StayFor(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task<string> WhoAmI() => Task.FromResult($"{this.GetGrainId()} {this.AsReference<ILifeGrain>().GetPrimaryKeyString()}");
}

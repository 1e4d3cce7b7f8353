using Fleet.Engine.Fixture;
using Orleans.Runtime;

namespace Fleet.Engine.Reminders;

public sealed class ReminderGrain(Signals signals) : Grain, IReminderGrain, IRemindable
{
    private string Prefix => this.GetPrimaryKeyString() + ":";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        signals.Raise(Prefix + "activated");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        signals.Raise(Prefix + "left");
        return Task.CompletedTask;
    }

    public async Task Remind(string name, TimeSpan dueTime, TimeSpan period) => await this.RegisterOrUpdateReminder(name, dueTime, period);

    public async Task Forget(string name) => await this.UnregisterReminder((await this.GetReminder(name))!);

    public async Task<string[]> Names() => [.. (await this.GetReminders()).Select(r => r.ReminderName)];

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        signals.Raise($"{Prefix}{reminderName} {status.Period}");
        return Task.CompletedTask;
    }
}

using Orleans.Runtime;

namespace Fleet.Alerts;

/// <summary>
/// What comes true without anybody's doing: escalations, quiet, further attempts. A grain timer armed for the nearest; a reminder,
/// and the silo's sweep after a restart, wake an alert that is nowhere active.
/// </summary>
public sealed partial class AlertGrain
{
    private const string ReminderName = "alert";

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(10);

    /// <summary>Something that was stored could not be told or listed.</summary>
    private bool _failed;

    private bool? _reminded;
    private IGrainTimer? _timer;

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _reminded = true;
        await Expire(CancellationToken.None);
    }

    private async Task Expire(CancellationToken cancellationToken)
    {
        try
        {
            if (State.Draft is null)
            {
                await Remind(false);
                return;
            }

            var due = AlertLife.NextDeadline(State) <= time.GetUtcNow() && _life.Expire(State, await Settings(), time.GetUtcNow());
            if (due || _failed || State.Untold.Count > 0)
            {
                _failed = false;
                await Keep();
            }
        }
        catch (Exception e)
        {
            _failed = true;
            NotKept(log, this.GetPrimaryKeyString(), e);
        }

        Arm();
    }

    private void Arm()
    {
        Attempt();
        var now = time.GetUtcNow();
        var due = _failed ? now + RetryAfter : State.Untold.Count > 0 ? now : DateTimeOffset.MaxValue;
        if (AlertLife.NextDeadline(State) is { } deadline && deadline < due)
            due = deadline;

        foreach (var delivery in State.Deliveries)
        {
            if (delivery is { Status: AlertDeliveryStatus.Pending, NextAttemptAt: { } at } && at < due && !_underWay.Contains(delivery.Key))
                due = at;
        }

        if (due == DateTimeOffset.MaxValue)
        {
            _timer?.Dispose();
            _timer = null;
            return;
        }

        var delay = due > now ? due - now : TimeSpan.Zero;
        DelayDeactivation(delay + Grace);
        if (_timer is null)
            _timer = this.RegisterGrainTimer(Expire, new GrainTimerCreationOptions(delay, Timeout.InfiniteTimeSpan));
        else
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    private async Task Remind(bool needed)
    {
        if (needed == _reminded)
            return;

        if (needed)
            await this.RegisterOrUpdateReminder(ReminderName, ReminderPeriod, ReminderPeriod);
        else if (await this.GetReminder(ReminderName) is { } reminder)
            await this.UnregisterReminder(reminder);

        _reminded = needed;
    }
}

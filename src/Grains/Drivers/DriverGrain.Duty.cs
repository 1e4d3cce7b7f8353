using Fleet.Compliance;
using Orleans.Runtime;

namespace Fleet.Drivers;

/// <summary>
/// Hours of service (docs/compliance.md). What vehicles and people tell goes into two sets; what has to be told follows from
/// them alone, so that data and timer find the same with the same ids. Told first, then remembered: who is killed in between
/// tells it again, and the shard knows it.
/// </summary>
public sealed partial class DriverGrain
{
    private const string ReminderName = "duty";

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>A reminder wakes a driver that is nowhere active, after a restart; then the timer is armed again.</summary>
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(10);

    /// <summary>Evidence of driving that reaches this moment makes something come due; null for not before the status changes.</summary>
    private DateTimeOffset? _dutyNext = DateTimeOffset.MinValue;

    private IGrainTimer? _dutyTimer;
    private DateTimeOffset _dutyArmedFor;
    private bool _reminded;

    private DutyState Duty => persistent.State.Duty;

    private DutySettings DutySettings => field ??= DutySettings.Of(hours.Value);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Not at once: its vehicles may have more to tell, and a driver that was asked something answers first.
        if (!Duty.IsEmpty)
            ArmDuty(time.GetUtcNow() + RetryAfter);

        return Task.CompletedTask;
    }

    public Task<DutyReport> GetDuty()
    {
        var judgement = new DutyMonitor(DutySettings).Judge(Duty, Duty.EventNow(time.GetUtcNow()));
        return Task.FromResult(Report(judgement));
    }

    public async Task<DutyReport> Declare(DutyStatus status, DateTimeOffset? at)
    {
        await Register();
        var now = time.GetUtcNow();
        var moment = DateTimeOffset.FromUnixTimeMilliseconds((at ?? Duty.EventNow(now)).ToUnixTimeMilliseconds());
        if (DutyLog.Declare(Duty, new DutyChange(moment, status)))
        {
            if (Duty.Newest is null)
                (Duty.Newest, Duty.NewestReceivedAt) = (moment > now ? moment : now, now);

            _dutyNext = DateTimeOffset.MinValue;
            await persistent.WriteStateAsync(); // it is in no log that could tell it again
        }

        await JudgeDuty();
        return await GetDuty();
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _reminded = true;
        await ExpireDuty(CancellationToken.None);
    }

    /// <summary>Takes what a vehicle saw. Cheap while a stretch of driving only goes on and nothing comes due by it.</summary>
    private async ValueTask TakeDuty(DriverActivity activity)
    {
        if (activity.EventId is not null)
            return;

        if (Duty.Newest is not { } newest || activity.Until >= newest)
            (Duty.Newest, Duty.NewestReceivedAt) = (activity.Until, activity.ReceivedAt ?? time.GetUtcNow());

        foreach (var span in activity.Drives)
        {
            if (DutyLog.Drive(Duty, span, DutySettings.Stand))
                _dutyNext = DateTimeOffset.MinValue;
        }

        if (!Duty.IsEmpty && activity.Until >= _dutyNext)
            await JudgeDuty();
    }

    private async Task JudgeDuty()
    {
        var judgement = new DutyMonitor(DutySettings).Judge(Duty, Duty.EventNow(time.GetUtcNow()));
        if (hours.Value.Enabled && judgement.Findings.Count > 0)
        {
            _dutyNext = DateTimeOffset.MinValue;
            var trip = persistent.State.SessionEnded ? null : persistent.State.TripId;
            var events = judgement.Findings.Select(f => DutyEvents.Of(Key.OrganizationId, Key.Id, persistent.State.VehicleId, trip, f));
            await Shard.PublishAgain([.. events]);
            Duty.Told.AddRange(judgement.Findings.Select(f => f.Deadline));
            await Write();
        }

        _dutyNext = judgement.Next?.At;
        await Remind(judgement.Again is not null);
        ArmDuty(judgement.Again is { } again && Duty.Newest is { } newest ? Duty.NewestReceivedAt + (again - newest) : null);
    }

    private async Task ExpireDuty(CancellationToken cancellationToken)
    {
        _dutyArmedFor = DateTimeOffset.MaxValue;
        try
        {
            await JudgeDuty();
        }
        catch (Exception e)
        {
            DutyNotTold(log, this.GetPrimaryKeyString(), e);
            ArmDuty(time.GetUtcNow() + RetryAfter);
        }
    }

    /// <param name="due">By the gateway's clock; null for never.</param>
    private void ArmDuty(DateTimeOffset? due)
    {
        if (due is not { } at)
        {
            _dutyTimer?.Dispose();
            _dutyTimer = null;
            return;
        }

        if (_dutyTimer is not null && _dutyArmedFor <= at)
            return;

        var delay = at - time.GetUtcNow();
        delay = delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
        DelayDeactivation((delay < ReminderPeriod ? delay : ReminderPeriod) + Grace);
        _dutyArmedFor = at;
        if (_dutyTimer is null)
            _dutyTimer = this.RegisterGrainTimer(ExpireDuty, new GrainTimerCreationOptions(delay, Timeout.InfiniteTimeSpan));
        else
            _dutyTimer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The directory first: a reminder of a store that is gone is forgotten, and a restart asks the directory.</summary>
    private async Task Remind(bool needed)
    {
        if (persistent.State.Exists && needed != persistent.State.DutyRuns)
        {
            persistent.State.DutyRuns = needed;
            await Enter();
            await Write();
        }

        if (needed == _reminded)
            return;

        if (needed)
            await this.RegisterOrUpdateReminder(ReminderName, ReminderPeriod, ReminderPeriod);
        else if (await this.GetReminder(ReminderName) is { } reminder)
            await this.UnregisterReminder(reminder);

        _reminded = needed;
    }

    private DutyReport Report(DutyJudgement judgement) => new()
    {
        At = judgement.Clock.At,
        Status = judgement.Clock.Status,
        Since = Duty.IsEmpty ? null : judgement.Clock.Since,
        Left = judgement.Clock.Left(),
        CycleDays = DutySettings.Rules.CycleDays,
        ShiftStart = judgement.Clock.ShiftStart,
        Declared = Duty.Declared.Count > 0,
        Next = judgement.Next is { } next && next.At > judgement.Clock.At ? next : null,
    };
}

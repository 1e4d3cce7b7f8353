using Orleans.Runtime;

namespace Fleet.Traffic;

/// <summary>
/// Signs of life, and their absence: one timer a camera, armed again when it fires too early. A reminder wakes a camera
/// that is nowhere active, after a restart.
/// </summary>
public sealed partial class CameraGrain
{
    private const string ReminderName = "silence";

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeastReminder = TimeSpan.FromMinutes(1);

    private IGrainTimer? _silence;
    private bool _reminded;
    private bool _dirty;

    private TimeSpan Limit => TimeSpan.FromSeconds(options.Value.CameraSilentSeconds);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _reminded = true;
        return CheckSilence(CancellationToken.None);
    }

    private async Task Lives(DateTimeOffset frame, CameraHealth? health)
    {
        var differs = State.Status != CameraStatus.Active || State.Health != health;
        if (State.LastFrame is not { } newest || frame > newest)
            State.LastFrame = frame;

        (State.Status, State.Health) = (CameraStatus.Active, health);
        var now = time.GetUtcNow();
        if (differs || State.StatusToldAt is not { } told || now - told >= RepeatStatus)
            await TellStatus(State.LastFrame!.Value, differs);

        if (_silence is null)
            ArmSilence(Limit);
        if (differs)
            await TryWrite();

        await Remind(true);
    }

    private async Task TellStatus(DateTimeOffset at, bool differs, bool removed = false, FlowMinute? closes = null)
    {
        await Shard.Publish([CameraEvents.Status(Key.OrganizationId, State, _zones.In, at, differs, removed, closes)]);
        State.StatusToldAt = time.GetUtcNow();
        State.StatusChanges++;
        _dirty = true;
    }

    private TimeSpan SilenceLeft() => (State.LastReceivedAt ?? time.GetUtcNow()) + Limit - time.GetUtcNow();

    private async Task CheckSilence(CancellationToken cancellationToken)
    {
        if (State.Definition is null || State.Status != CameraStatus.Active)
        {
            StopSilence();
            await Remind(false);
            return;
        }

        var left = SilenceLeft();
        if (left > TimeSpan.Zero)
        {
            ArmSilence(left);
            return;
        }

        try
        {
            await FindZones();
            State.Status = CameraStatus.Inactive;
            await TellStatus((State.LastFrame ?? State.LastReceivedAt!.Value) + Limit, differs: true, closes: State.Minute);
            State.Minute = null;
            await Write();
            StopSilence();
            await Remind(false);
        }
        catch (Exception e)
        {
            TrafficLog.SilenceFailed(log, this.GetPrimaryKeyString(), e);
            State.Status = CameraStatus.Active;
            ArmSilence(RetryAfter);
        }
    }

    private void ArmSilence(TimeSpan due)
    {
        due = due > TimeSpan.Zero ? due : TimeSpan.Zero;
        DelayDeactivation(due + Grace);
        if (_silence is null)
            _silence = this.RegisterGrainTimer(CheckSilence, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan));
        else
            _silence.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void StopSilence()
    {
        _silence?.Dispose();
        _silence = null;
    }

    private async Task Remind(bool needed)
    {
        if (needed == _reminded)
            return;

        if (needed)
        {
            var period = Limit > LeastReminder ? Limit : LeastReminder;
            await this.RegisterOrUpdateReminder(ReminderName, period, period);
        }
        else if (await this.GetReminder(ReminderName) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }

        _reminded = needed;
    }

    private async Task Write()
    {
        await persistent.WriteStateAsync();
        _dirty = false;
    }

    /// <summary>A checkpoint that cannot be written now is written later: it is not worth a measure refused.</summary>
    private async Task TryWrite()
    {
        try
        {
            await Write();
        }
        catch (Exception e) when (e is not Orleans.Storage.InconsistentStateException)
        {
            TrafficLog.WriteFailed(log, this.GetPrimaryKeyString(), e);
        }
    }
}

using Fleet.Events;
using Orleans.Runtime;

namespace Fleet.Geofences;

/// <summary>
/// Dwells, and exits when the fence closes, without data. A timer while the grain is there, a reminder for the moment itself
/// that wakes it while it rests, and a mark in the directory by which a restarted silo finds it: the embedded engine's
/// reminders end with the process. Told first, then written: who is killed in between tells it again, and the shard knows it.
/// </summary>
public sealed partial class GeofenceGrain
{
    private const string ReminderName = "deadline";

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>What is due later than this is left to the reminder, so that a fence with a schedule rests meanwhile.</summary>
    private static readonly TimeSpan Awake = TimeSpan.FromMinutes(10);

    /// <summary>Once it is past its moment, a reminder comes again after each; the engine's least.</summary>
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private IGrainTimer? _timer;
    private DateTimeOffset _armedFor;
    private DateTimeOffset? _remindedFor;

    /// <summary>There may be a reminder, of this activation or one before.</summary>
    private bool _wasReminded;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _wasReminded = state.State.Definition is { Schedule: not null } or { ValidUntil: not null } or { DwellSeconds: not null };
        if (state.State.Definition is not null && GeofenceDeadlines.Next(state.State) is { } due)
        {
            ArmTimer(due); // whose turn sees to the reminder, should there be none any more
        }

        await base.OnActivateAsync(cancellationToken);
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        (_remindedFor, _wasReminded) = (null, true); // it is for the moment that has come
        return Expire(CancellationToken.None);
    }

    private async Task Expire(CancellationToken cancellationToken)
    {
        _armedFor = DateTimeOffset.MaxValue;
        try
        {
            if (state.State.Definition is not null)
            {
                var due = GeofenceDeadlines.Due(state.State, time.GetUtcNow());
                if (due.Count > 0)
                {
                    await Publish(due);
                    GeofenceDeadlines.Apply(state.State, due);
                    await Keep();
                    return;
                }
            }

            await Kept();
            await Arm();
        }
        catch (Exception e)
        {
            DeadlineNotTold(log, this.GetPrimaryKeyString(), e);
            ArmTimer(time.GetUtcNow() + RetryAfter);
        }
    }

    private async Task Publish(List<(string VehicleId, GeofenceCrossing Crossing)> crossings)
    {
        var organizationId = Key.OrganizationId;
        var events = crossings.ConvertAll(c => GeofenceEvents.Of( // all at once: who it is about may leave while it is told
            organizationId, c.VehicleId, c.Crossing, GeofenceRoster.NoteOf(state.State, c.VehicleId).Location, seen: null));
        foreach (var shard in events.GroupBy(e => EventStreams.ShardOf(e.VehicleId!, shards.Value.Shards)))
        {
            await GrainFactory.GetGrain<IEventShardGrain>(GrainKey.ForShard(organizationId, shard.Key)).PublishAgain([.. shard]);
        }
    }

    private async Task Arm()
    {
        if (GeofenceDeadlines.Next(state.State) is not { } due)
        {
            await Disarm();
            return;
        }

        ArmTimer(due);
        if (_remindedFor is null || due < _remindedFor)
        {
            var delay = due - time.GetUtcNow();
            await List(pending: true);
            await this.RegisterOrUpdateReminder(ReminderName, delay > ReminderPeriod ? delay : ReminderPeriod, ReminderPeriod);
            (_remindedFor, _wasReminded) = (due, true);
        }
    }

    private void ArmTimer(DateTimeOffset due)
    {
        if (_timer is not null && _armedFor <= due)
        {
            return;
        }

        var delay = due - time.GetUtcNow();
        delay = delay < TimeSpan.Zero ? TimeSpan.Zero : delay < Awake ? delay : Awake; // looked at again then
        _armedFor = time.GetUtcNow() + delay;
        DelayDeactivation(delay + Grace);
        if (_timer is null)
        {
            _timer = this.RegisterGrainTimer(Expire, new GrainTimerCreationOptions(delay, Timeout.InfiniteTimeSpan));
        }
        else
        {
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    /// <param name="listed">Whether the fence goes on to be in the directory.</param>
    private async Task Disarm(bool listed = true)
    {
        _timer?.Dispose();
        _timer = null;
        if (!_wasReminded)
        {
            return;
        }

        if (listed)
        {
            await List(pending: false);
        }

        if (await this.GetReminder(ReminderName) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }

        _wasReminded = false;

        _remindedFor = null;
    }
}

using Fleet.Drivers;
using Fleet.Events;
using Orleans.Runtime;

namespace Fleet.Trips;

/// <summary>
/// What comes true without points. A grain timer counts from the newest point's receipt; it is armed again when it fires
/// too early, not moved by every point. A reminder wakes the trip after a restart, so that the timer is armed there too.
/// </summary>
public sealed partial class TripGrain
{
    private const string ReminderName = "deadline";

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Came true by the clock, but could not be told yet. Bound: a pause and an end.</summary>
    private readonly List<FleetEvent> _untold = [];

    private IGrainTimer? _timer;
    private DateTimeOffset _armedFor;

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (State.UnderWay)
        {
            await Expire(CancellationToken.None);
        }
        else
        {
            await UnregisterReminder();
        }
    }

    private DateTimeOffset? DueAt() =>
        _untold.Count > 0 ? time.GetUtcNow() + RetryAfter
        : _monitor.NextDeadline(State) is { } deadline ? State.LastReceivedAt + deadline.Delay
        : null;

    private void Arm()
    {
        if (DueAt() is not { } due)
        {
            _timer?.Dispose();
            _timer = null;
            return;
        }

        if (_timer is not null && _armedFor <= due)
            return;

        var delay = due - time.GetUtcNow();
        delay = delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
        DelayDeactivation(delay + Grace);
        _armedFor = due;
        if (_timer is null)
        {
            _timer = this.RegisterGrainTimer(Expire, new GrainTimerCreationOptions(delay, Timeout.InfiniteTimeSpan));
        }
        else
        {
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task Expire(CancellationToken cancellationToken)
    {
        _armedFor = DateTimeOffset.MaxValue;
        try
        {
            while (_monitor.NextDeadline(State) is { } deadline && State.LastReceivedAt + deadline.Delay <= time.GetUtcNow())
            {
                _untold.AddRange(_monitor.Expire(State, deadline.Due));
                await Changed();
            }

            await Tell();
        }
        catch (Exception e)
        {
            DeadlineNotTold(log, this.GetPrimaryKeyString(), e);
        }

        Arm();
    }

    private async Task Tell()
    {
        if (_untold.Count == 0)
            return;

        var (organization, vehicle) = (Identity.OrganizationId, State.Plan!.VehicleId);
        var shard = EventStreams.ShardOf(vehicle, shards.Value.Shards);
        await GrainFactory.GetGrain<IEventShardGrain>(GrainKey.ForShard(organization, shard)).Publish([.. _untold]);
        if (State is { Ended: true, EndedAt: { } endedAt } && (State.DriverId ?? State.Plan.DriverId) is { } driverId)
        {
            await GrainFactory.GetGrain<IDriverGrain>(GrainKey.For(organization, driverId))
                .Record(DriverMonitor.TripEnd(vehicle, Identity.TripId, endedAt));
        }

        _untold.Clear();
    }

    private Task<IGrainReminder> RegisterReminder()
    {
        var period = TimeSpan.FromSeconds(Math.Max(60, options.Value.PauseAfterSeconds));
        return this.RegisterOrUpdateReminder(ReminderName, period, period);
    }

    private async Task UnregisterReminder()
    {
        if (await this.GetReminder(ReminderName) is { } reminder)
            await this.UnregisterReminder(reminder);
    }
}

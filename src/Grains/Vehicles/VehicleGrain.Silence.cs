using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Safety;
using Orleans.Runtime;

namespace Fleet.Vehicles;

/// <summary>Falling silent. One timer a vehicle: it is armed again when it fires too early, not moved by every report.</summary>
public sealed partial class VehicleGrain
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private void ArmSilence(TimeSpan due)
    {
        DelayDeactivation(due + Grace);
        if (_silence is null)
        {
            _silence = this.RegisterGrainTimer(CheckSilence, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan));
        }
        else
        {
            _silence.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task CheckSilence(CancellationToken cancellationToken)
    {
        if (State.LastReceivedAt is not { } received || State.Status == VehicleStatus.Offline)
        {
            StopSilence();
            return;
        }

        try
        {
            var context = await organizations.Get(Identity.OrganizationId);
            var limit = TimeSpan.FromSeconds(context.Settings.OfflineAfterSeconds);
            var left = received + limit - time.GetUtcNow();
            if (left > TimeSpan.Zero)
            {
                ArmSilence(left);
                return;
            }

            State.Status = VehicleStatus.Offline;
            _dirty = true;
            var newest = State.Sequence.Newest!.Value;
            var silentAt = newest + limit;
            if (CrashDetector.Silence(State.Safety, newest) is { } crash)
                Outbox.Add(VehicleEvents.Safety(Identity, crash, State.DriverId ?? State.Details.DriverId, State.TripId));

            var why = new Provenance
            {
                Rule = "vehicle_offline.silence",
                RuleVersion = 1,
                Thresholds = ImmutableDictionary<string, double>.Empty.Add("silent_seconds", limit.TotalSeconds),
                Positions = [newest],
            };
            Outbox.Add(VehicleEvents.Status(Identity, State.Details, VehicleStatus.Offline, silentAt, why, removed: false));
            foreach (var fence in State.Occupancy.Inside)
                Outbox.Add(FenceWord.FellSilent(fence.GeofenceId, Identity.VehicleId, silentAt));

            StopSilence();
            await Tell();
        }
        catch (Exception e)
        {
            SilenceFailed(log, this.GetPrimaryKeyString(), e);
            if (State.Status != VehicleStatus.Offline)
                ArmSilence(RetryAfter);
        }
    }

    private void StopSilence()
    {
        _silence?.Dispose();
        _silence = null;
    }

    private void StopTimers()
    {
        StopSilence();
        StopLate();
        StopCustomEvents();
        _retry?.Dispose();
        _retry = null;
    }
}

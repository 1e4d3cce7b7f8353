using Fleet.Compliance;
using Fleet.Directory;
using Fleet.Events;
using Fleet.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;
using Orleans.Runtime;

namespace Fleet.Drivers;

/// <summary>One driver: score, session counts, hours of service, and the events drawn from them.</summary>
[PreferLocalPlacement] // mostly one vehicle at a time feeds it
public sealed partial class DriverGrain(
    [PersistentState("driver", "fleet")] IPersistentState<DriverState> persistent,
    IFleetDirectory directory,
    IOptions<ShardOptions> shards,
    IOptions<HoursOfServiceOptions> hours,
    TimeProvider time,
    ILogger<DriverGrain> log) : Grain, IDriverGrain, IRemindable
{
    /// <summary>The state is written at most this often while driving; the end of a trip and deactivation write at once.</summary>
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(60);

    /// <summary>Measured, but the shard could not be reached. Bound: the last one; an older measure says nothing more.</summary>
    private DriverPerformanceMeasured? _untold;

    private bool _again;
    private DateTimeOffset _writtenAt;
    private bool _dirty;

    private (string OrganizationId, string Id) Key => GrainKey.Split(this.GetPrimaryKeyString());

    private IEventShardGrain Shard => GrainFactory.GetGrain<IEventShardGrain>(
        GrainKey.ForShard(Key.OrganizationId, EventStreams.ShardOf(Key.Id, shards.Value.Shards)));

    public async Task<DriverSnapshot> Record(DriverActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (activity.EventId is null)
            MustKnow(activity.VehicleId, activity.After);

        await Register();
        var due = DriverMonitor.Record(persistent.State, activity);
        _dirty = true;
        var snapshot = Snapshot();
        if (due)
            (_untold, _again) = (Measured(snapshot, activity), activity.Again);

        await Tell();
        await TakeDuty(activity);
        if (activity is { EventId: not null, TripEnded: false })
            await Checkpoint(); // a device's event is in no log that could tell it again
        else if (activity.TripEnded || time.GetUtcNow() - _writtenAt >= WriteEvery)
            await Write();

        return snapshot;
    }

    public Task<DriverSnapshot> Get() => Task.FromResult(Snapshot());

    public Task<DateTimeOffset?> SeenUntil(string vehicleId) =>
        Task.FromResult(persistent.State.Until.TryGetValue(vehicleId, out var until) ? until : (DateTimeOffset?)null);

    public Task Checkpoint(string vehicleId, DateTimeOffset? after)
    {
        MustKnow(vehicleId, after);
        return Checkpoint();
    }

    private async Task Checkpoint()
    {
        await Tell();
        if (!_dirty)
            return;

        _writtenAt = time.GetUtcNow();
        await persistent.WriteStateAsync();
        _dirty = false;
    }

    public async Task<DriverSnapshot> Configure(DriverDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        await Register();
        persistent.State.Details = details;
        await persistent.WriteStateAsync();
        return Snapshot();
    }

    public async Task<bool> Remove()
    {
        if (!persistent.State.Exists)
            return false;

        await directory.Remove(Key.OrganizationId, EntityKind.Driver, Key.Id, CancellationToken.None);
        await persistent.ClearStateAsync();
        persistent.State = new DriverState();
        _dirty = false;
        ArmDuty(null);
        await Remind(false);
        return true;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        try
        {
            await Checkpoint();
        }
        catch (Exception e)
        {
            WriteFailed(log, this.GetPrimaryKeyString(), e);
        }
    }

    private DriverSnapshot Snapshot() => DriverMonitor.Snapshot(Key.OrganizationId, Key.Id, persistent.State);

    private DriverPerformanceMeasured Measured(DriverSnapshot snapshot, DriverActivity activity) => new()
    {
        EventId = EventIds.For(Key.Id, activity.Until, "driver_performance", activity.EventId ?? activity.VehicleId),
        OrganizationId = Key.OrganizationId,
        Timestamp = activity.Until,
        VehicleId = activity.VehicleId,
        DriverId = Key.Id,
        TripId = activity.TripId,
        Why = DriverScore.Why(activity.Until),
        Driver = snapshot,
    };

    /// <summary>An activation on another silo begins with what was written: less than the vehicle told the one before.</summary>
    private void MustKnow(string vehicleId, DateTimeOffset? after)
    {
        if (!DriverMonitor.Knows(persistent.State, vehicleId, after))
            throw new StateLostException($"Driver {this.GetPrimaryKeyString()} does not know what it was told since its last checkpoint.");
    }

    private async Task Tell()
    {
        if (_untold is null)
            return;

        await (_again ? Shard.PublishAgain([_untold]) : Shard.Publish([_untold]));
        _untold = null;
    }

    private async Task Register()
    {
        if (persistent.State.Exists)
            return;

        await Enter();
        persistent.State.Exists = true;
    }

    private Task Enter() => directory.Put(
        new FleetEntry { OrganizationId = Key.OrganizationId, Kind = EntityKind.Driver, Id = Key.Id, Pending = persistent.State.DutyRuns },
        CancellationToken.None);

    /// <summary>A snapshot that cannot be written now is written later: the driver's sums are not worth a failed report.</summary>
    private async Task Write()
    {
        _writtenAt = time.GetUtcNow();
        try
        {
            await persistent.WriteStateAsync();
            _dirty = false;
        }
        catch (Exception e) when (e is not Orleans.Storage.InconsistentStateException)
        {
            WriteFailed(log, this.GetPrimaryKeyString(), e);
        }
    }
}

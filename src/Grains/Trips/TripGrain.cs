using System.Collections.Immutable;
using Fleet.Directory;
using Fleet.Drivers;
using Fleet.Events;
using Fleet.Organizations;
using Fleet.Storage;
using Fleet.Vehicles;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;
using Orleans.Runtime;

namespace Fleet.Trips;

/// <summary>One trip. Its vehicle alone begins, advances and ends it, and publishes what comes of that.</summary>
[PreferLocalPlacement] // a vehicle alone feeds it: on its silo, where nothing else placed it first
public sealed partial class TripGrain(
    [PersistentState("trip", "fleet")] IPersistentState<TripState> persistent,
    IFleetDirectory directory,
    IOrganizationContexts organizations,
    IPositionLog positionLog,
    IEventLog eventLog,
    IOptions<TripOptions> options,
    IOptions<VehicleOptions> vehicles,
    IOptions<ShardOptions> shards,
    TimeProvider time,
    ILogger<TripGrain> log) : Grain, ITripGrain, IRemindable
{
    private TripMonitor _monitor = null!;
    private bool _dirty;

    /// <summary>The last answer, and the points it was for: a vehicle that lost it asks again.</summary>
    private (DateTimeOffset First, int Count, TripAdvance Answer)? _last;

    private TripState State => persistent.State;

    private TripIdentity Identity
    {
        get
        {
            var (organization, id) = GrainKey.Split(this.GetPrimaryKeyString());
            return new TripIdentity(organization, id);
        }
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _monitor = new TripMonitor(Identity, options.Value);
        if (State.UnderWay)
        {
            _awaitsVehicle = true;
            ArmAwait();
        }

        return Task.CompletedTask;
    }

    public async Task<TripSnapshot?> Plan(TripPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (State.Ended || (State.Plan is { } known && known.VehicleId != plan.VehicleId))
            return null;

        (State.Plan, State.IsPlanned) = (plan, true);
        await Changed();
        return TripFigures.Snapshot(Identity, State);
    }

    public Task<TripSnapshot?> Get() => Task.FromResult(TripFigures.Snapshot(Identity, State));

    public async Task<bool> Remove()
    {
        if (State.Plan is null || State.UnderWay)
            return false;

        await directory.Remove(Identity.OrganizationId, EntityKind.Trip, Identity.TripId, CancellationToken.None);
        await persistent.ClearStateAsync();
        persistent.State = new TripState();
        (_dirty, _last) = (false, null);
        return true;
    }

    public async Task<TripAdvance> Begin(TripStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        _awaitsVehicle = false;
        var driver = await Driver(start.DriverId ?? State.Plan?.DriverId);
        var advance = _monitor.Begin(State, start, driver);
        if (State.UnderWay)
        {
            await RegisterReminder();
            Arm();
        }

        await Changed();
        return advance;
    }

    public async Task<TripAdvance> Advance(ImmutableArray<TripPoint> points, DateTimeOffset? after)
    {
        MustKnow(after);
        if (points.Length > 0 && _last is { } last && last.First == points[0].Timestamp && last.Count == points.Length)
            return last.Answer;

        _awaitsVehicle = false;
        var advance = _monitor.Advance(State, points);
        _dirty = true;
        if (points.Length > 0)
            _last = (points[0].Timestamp, points.Length, advance);

        Arm();
        if (advance.Events.Length > 0)
            await Changed();

        return advance;
    }

    public async Task<TripAdvance> End(TripEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        var advance = _monitor.End(State, end);
        if (advance.Events.Length > 0)
            await Changed();

        return advance;
    }

    public async Task Checkpoint(long number, DateTimeOffset? after)
    {
        MustKnow(after);
        _awaitsVehicle = false;
        Arm();
        TripMarks.Set(State, number);
        _dirty = true;
        await persistent.WriteStateAsync();
        _dirty = false;
    }

    public async Task Restore(long number)
    {
        _held = true;
        Arm();
        var (planned, known) = (State.Status == TripStatus.Planned, State.Plan is not null);
        persistent.State = TripMarks.At(State, number);
        _untold.Clear();
        (_last, _dirty) = (null, known);
        if (State.Plan is not null && State.Status == TripStatus.Planned && !planned)
            await Changed();
    }

    public Task Resume()
    {
        (_held, _awaitsVehicle) = (false, false);
        Arm();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_dirty)
            await persistent.WriteStateAsync(cancellationToken);
    }

    /// <summary>An activation on another silo begins with what was written: less than its vehicle told the one before.</summary>
    private void MustKnow(DateTimeOffset? after)
    {
        if (after is not null && !(State.LastAt >= after))
            throw new StateLostException($"Trip {this.GetPrimaryKeyString()} does not know what it was told since its last checkpoint.");
    }

    private async Task<TripDriver?> Driver(string? driverId)
    {
        if (driverId is null)
            return null;

        var driver = await GrainFactory.GetGrain<IDriverGrain>(GrainKey.For(Identity.OrganizationId, driverId)).Get();
        return new TripDriver
        {
            Name = driver.Details.Name,
            LicenseNumber = driver.Details.LicenseNumber,
            SafetyScore = driver.SafetyScore,
        };
    }

    /// <summary>
    /// Lists and storage after a change. Both may fail without harm to the trip: they are brought up to date by the next
    /// change or by deactivation.
    /// </summary>
    private async Task Changed()
    {
        _dirty = true;
        try
        {
            await persistent.WriteStateAsync();
            _dirty = false;
            await directory.Put(Entry(), CancellationToken.None);
            if (State.Ended)
                await UnregisterReminder();
        }
        catch (Exception e) when (e is not Orleans.Storage.InconsistentStateException)
        {
            ChangeNotKept(log, this.GetPrimaryKeyString(), State.Status, e);
        }
    }

    private FleetEntry Entry() => new()
    {
        OrganizationId = Identity.OrganizationId,
        Kind = EntityKind.Trip,
        Id = Identity.TripId,
        VehicleId = State.Plan!.VehicleId,
        DriverId = State.DriverId ?? State.Plan.DriverId,
        TripStatus = State.Status,
        SortTime = State.Status == TripStatus.Planned ? time.GetUtcNow() : State.StartedAt,
    };
}

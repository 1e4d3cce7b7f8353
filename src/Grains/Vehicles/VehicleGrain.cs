using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Fleet.Directory;
using Fleet.Drivers;
using Fleet.Events;
using Fleet.Organizations;
using Fleet.Safety;
using Fleet.Trips;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Vehicles;

/// <summary>
/// One vehicle. A report changes the state first, in one go and without awaiting; then the outbox tells the others. If
/// that fails, the caller gets the exception, what was not told stays in the outbox and is told before anything newer
/// (by the next report, or by a timer), and a resend finds its positions to be duplicates.
/// </summary>
public sealed partial class VehicleGrain(
    [PersistentState("vehicle", "fleet")] IPersistentState<VehicleState> persistent,
    IOrganizationContexts organizations,
    IFleetDirectory directory,
    IOptions<VehicleOptions> options,
    IOptions<TripOptions> trips,
    IOptions<ShardOptions> shards,
    TimeProvider time,
    ILogger<VehicleGrain> log) : Grain, IVehicleGrain
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Null while nothing waits: an idle vehicle costs its state and this object, no more.</summary>
    private VehicleOutbox? _outbox;

    private IGrainTimer? _silence;
    private IGrainTimer? _retry;
    private DateTimeOffset _writtenAt;
    private bool _dirty;

    private VehicleState State => persistent.State;

    private VehicleIdentity Identity
    {
        get
        {
            var (organization, id) = GrainKey.Split(this.GetPrimaryKeyString());
            return new VehicleIdentity(organization, id);
        }
    }

    private VehicleOutbox Outbox => _outbox ??= new VehicleOutbox(
        Identity,
        State,
        GrainFactory,
        time,
        new VehicleOutboxSettings(trips.Value.MovingKmh, shards.Value.Shards));

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _writtenAt = time.GetUtcNow();
        if (State.LastReceivedAt is not null && State.Status != VehicleStatus.Offline)
            ArmSilence(TimeSpan.FromSeconds(1));

        return Task.CompletedTask;
    }

    public async Task<ReportResult> Report(ImmutableArray<Position> positions)
    {
        var context = await organizations.Get(Identity.OrganizationId);
        await Register();
        if (_outbox?.Untold > options.Value.MaxUntold)
            await Tell();

        var outcomes = Take(positions, context);
        if (_silence is null)
            ArmSilence(TimeSpan.FromSeconds(context.Settings.OfflineAfterSeconds));

        await Tell();
        return new ReportResult { Outcomes = outcomes };
    }

    public async Task<string> Record(DeviceEvent deviceEvent)
    {
        ArgumentNullException.ThrowIfNull(deviceEvent);
        await Register();
        await Tell();
        var finding = DeviceEvents.Interpret(deviceEvent, State.Motion.SpeedKmh ?? 0);
        var driverId = deviceEvent.DriverId ?? State.DriverId ?? State.Details.DriverId;
        var tripId = deviceEvent.TripId ?? State.TripId;
        var happened = VehicleEvents.Safety(Identity, finding, driverId, tripId, deviceEvent.EventId);
        if (State.DeviceEvents.Contains(happened.EventId))
            return happened.EventId;

        Outbox.Add(happened);
        await Tell();
        if (driverId is not null)
            await TellDriver(driverId, tripId, finding, happened.EventId);

        State.DeviceEvents.Add(happened.EventId);
        return happened.EventId;
    }

    public Task<VehicleSnapshot> Get() => Task.FromResult(VehicleFigures.Snapshot(Identity, State));

    public async Task<VehicleSnapshot> Configure(VehicleDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        await Register();
        State.Details = details;
        State.DriverId ??= details.DriverId;
        await persistent.WriteStateAsync();
        return await Get();
    }

    public async Task<bool> Remove()
    {
        if (!State.Exists)
            return false;

        await Tell();
        var at = EventNow();
        await Outbox.EndTrip(at, true, "vehicle removed");
        Outbox.Add(VehicleEvents.Status(Identity, VehicleStatus.Unknown, at, removed: true));
        foreach (var fence in State.Occupancy.Inside)
        {
            await GrainFactory.GetGrain<Geofences.IGeofenceGrain>(GrainKey.For(Identity.OrganizationId, fence.GeofenceId))
                .Leave(Identity.VehicleId, at);
        }

        await Outbox.Tell();
        await directory.Remove(Identity.OrganizationId, EntityKind.Vehicle, Identity.VehicleId, CancellationToken.None);
        await persistent.ClearStateAsync();
        persistent.State = new VehicleState();
        _outbox = null;
        _dirty = false;
        StopTimers();
        return true;
    }

    public async Task<TripCommandResult> StartTrip(string tripId, DateTimeOffset? at)
    {
        await Tell();
        var known = await Trip(tripId).Get();
        if (TripCommands.RefuseStart(known, Identity.VehicleId) is { } refusal)
            return new TripCommandResult { Outcome = refusal, Trip = known };

        await Register();
        var when = at ?? EventNow();
        if (State.TripId != tripId)
            await Outbox.EndTrip(when, false, "superseded");

        await Outbox.BeginTrip(tripId, new TripStart
        {
            VehicleId = Identity.VehicleId,
            DriverId = known!.Plan.DriverId ?? State.Details.DriverId,
            At = when,
            Location = State.Sequence.LastGood?.Place(),
            ReceivedAt = time.GetUtcNow(),
            Explicit = true,
        });
        return await Done(tripId, known.Status == TripStatus.Planned);
    }

    public Task<TripCommandResult> CompleteTrip(string tripId, DateTimeOffset? at) => EndTrip(tripId, at, false, null);

    public Task<TripCommandResult> CancelTrip(string tripId, string? reason, DateTimeOffset? at) => EndTrip(tripId, at, true, reason);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_outbox is not null)
        {
            try
            {
                await Tell();
            }
            catch (Exception e)
            {
                LeftUntold(log, this.GetPrimaryKeyString(), _outbox?.Untold ?? 0, e);
            }
        }

        if (_dirty)
            await Write();
    }

    private ImmutableArray<PositionStatus> Take(ImmutableArray<Position> positions, OrganizationContext context)
    {
        var monitor = new VehicleMonitor(Identity.VehicleId, options.Value);
        var order = PositionSequencer.Order(positions);
        var outcomes = new PositionStatus[positions.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            var place = order is null ? i : order[i];
            outcomes[place] = monitor.Apply(State, positions[place], context, out var step);
            if (step is not null)
                Outbox.Add(step);
        }

        _dirty |= positions.Length > 0;
        return ImmutableCollectionsMarshal.AsImmutableArray(outcomes);
    }

    private async Task Tell()
    {
        if (_outbox is { } outbox)
        {
            try
            {
                await outbox.Tell();
            }
            catch
            {
                _retry ??= this.RegisterGrainTimer(Retry, new GrainTimerCreationOptions(RetryAfter, RetryAfter));
                throw;
            }

            _outbox = null;
            _dirty = true;
            _retry?.Dispose();
            _retry = null;
            if (outbox.TripChanged)
                await Write();
        }

        if (_dirty && time.GetUtcNow() - _writtenAt >= TimeSpan.FromSeconds(options.Value.SnapshotSeconds))
            await Write();
    }

    private async Task Retry(CancellationToken cancellationToken)
    {
        try
        {
            await Tell();
        }
        catch (Exception e)
        {
            StillUntold(log, this.GetPrimaryKeyString(), _outbox?.Untold ?? 0, e);
        }
    }

    private Task<DriverSnapshot> TellDriver(string driverId, string? tripId, SafetyFinding finding, string eventId) =>
        GrainFactory.GetGrain<IDriverGrain>(GrainKey.For(Identity.OrganizationId, driverId)).Record(new DriverActivity
        {
            VehicleId = Identity.VehicleId,
            TripId = tripId,
            Until = finding.At,
            Incidents = [new DriverIncident(finding.Type, finding.Severity)],
            EventId = eventId,
        });

    private async Task<TripCommandResult> EndTrip(string tripId, DateTimeOffset? at, bool cancelled, string? reason)
    {
        await Tell();
        var known = await Trip(tripId).Get();
        if (TripCommands.RefuseEnd(known, Identity.VehicleId, cancelled) is { } refusal)
            return new TripCommandResult { Outcome = refusal, Trip = known };

        var when = at ?? EventNow();
        if (State.TripId == tripId)
        {
            await Outbox.EndTrip(when, cancelled, reason);
        }
        else
        {
            var advance = await Trip(tripId).End(new TripEnd { At = when, Cancelled = cancelled, Reason = reason });
            Outbox.Add(advance.Events);
        }

        return await Done(tripId, true);
    }

    private async Task<TripCommandResult> Done(string tripId, bool changed)
    {
        await Tell();
        return new TripCommandResult
        {
            Outcome = changed ? TripCommandOutcome.Done : TripCommandOutcome.AlreadyDone,
            Trip = await Trip(tripId).Get(),
        };
    }

    /// <summary>Now, on the clock of the vehicle's positions: a replayed trace of 2019 is not ended in our day.</summary>
    private DateTimeOffset EventNow()
    {
        var now = time.GetUtcNow();
        var at = State is { Sequence.Newest: { } newest, LastReceivedAt: { } received } && now > received
            ? newest + (now - received)
            : State.Sequence.Newest ?? now;
        return DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
    }

    private async Task Register()
    {
        if (State.Exists)
            return;

        var entry = new FleetEntry
        {
            OrganizationId = Identity.OrganizationId,
            Kind = EntityKind.Vehicle,
            Id = Identity.VehicleId,
        };
        await directory.Put(entry, CancellationToken.None);
        State.Exists = true;
        _dirty = true;
    }

    private ITripGrain Trip(string tripId) => GrainFactory.GetGrain<ITripGrain>(GrainKey.For(Identity.OrganizationId, tripId));
}

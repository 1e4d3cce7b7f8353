using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Fleet.Compliance;
using Fleet.Directory;
using Fleet.Drivers;
using Fleet.Events;
using Fleet.Organizations;
using Fleet.Safety;
using Fleet.Storage;
using Fleet.Trips;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Vehicles;

/// <summary>
/// One vehicle. A report is written to the position log first; once that is committed it changes the state, in one go and
/// without awaiting; then the outbox tells the others. If that fails, the caller gets the exception, what was not told
/// stays in the outbox and is told before anything newer (by the next report, or by a timer), and a resend finds its
/// positions to be duplicates. Where the outcome of a write cannot be known, the activation forgets all it has: the next
/// one folds the log again (docs/decisions/0010-folding-again.md).
/// </summary>
public sealed partial class VehicleGrain(
    [PersistentState("vehicle", "fleet")] IPersistentState<VehicleState> persistent,
    IOrganizationContexts organizations,
    IFleetDirectory directory,
    IPositionLog positionLog,
    IOptions<VehicleOptions> options,
    IOptions<TripOptions> trips,
    IOptions<ShardOptions> shards,
    TimeProvider time,
    ILogger<VehicleGrain> log) : Grain, IVehicleGrain, IRemindable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Null while nothing waits: an idle vehicle costs its state and this object, no more.</summary>
    private VehicleOutbox? _outbox;

    private readonly VehicleDependents _dependents = new();

    /// <summary>Set while the log is folded again, before the first call is taken.</summary>
    private VehicleRestore? _restore;

    /// <summary>State in memory is not to be trusted any more; nothing of it is written or told.</summary>
    private bool _forgotten;

    private int _sinceWrite;
    private IGrainTimer? _silence;
    private IGrainTimer? _retry;
    private DateTimeOffset _writtenAt;
    private bool _dirty;

    private VehicleState State => persistent.State;

    /// <summary>Split from the key once: every report asks several times.</summary>
    private VehicleIdentity Identity
    {
        get
        {
            if (field.VehicleId is null)
            {
                var (organization, id) = GrainKey.Split(this.GetPrimaryKeyString());
                field = new VehicleIdentity(organization, id);
            }

            return field;
        }
    }

    private VehicleOutbox Outbox => _outbox ??= new VehicleOutbox(
        Identity,
        State,
        GrainFactory,
        time,
        new VehicleOutboxSettings(trips.Value.MovingKmh, shards.Value.Shards),
        _dependents,
        _restore);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _writtenAt = time.GetUtcNow();
        await Refold(cancellationToken);
        if (State.LastReceivedAt is not null && State.Status != VehicleStatus.Offline)
            ArmSilence(TimeSpan.FromSeconds(1));
        if (State.Late is not null)
            ArmLate(TimeSpan.FromSeconds(options.Value.LateDebounceSeconds));
        if (State.CustomEvents.Progress.Count > 0)
            ArmCustomEvents((await organizations.Get(Identity.OrganizationId)).Settings.CustomEvents);
    }

    public async Task<ReportResult> Report(ImmutableArray<Position> positions)
    {
        var context = await organizations.Get(Identity.OrganizationId);
        await Register();
        if (_outbox?.Untold > options.Value.MaxUntold)
            await Tell();

        if (_forgotten)
            return ReportResult.Later(ReloadAfter);

        var draft = ReportDraft.Of(State.Sequence, positions);
        var append = await Log(draft.Rows);
        if (append.Status != AppendStatus.Committed)
            return ReportResult.Later(append.RetryAfter > TimeSpan.Zero ? append.RetryAfter : ReloadAfter);

        var outcomes = Take(positions, draft, append.Duplicates, context);
        if (_silence is null)
            ArmSilence(TimeSpan.FromSeconds(context.Settings.OfflineAfterSeconds));

        ArmCustomEvents(context.Settings.CustomEvents);
        await Tell();
        await KeepLate();
        return new ReportResult { Outcomes = outcomes };
    }

    public async Task<string> Record(DeviceEvent deviceEvent)
    {
        ArgumentNullException.ThrowIfNull(deviceEvent);
        await Register();
        await Tell();
        var finding = DeviceEvents.Interpret(deviceEvent, State.Motion.SpeedKmh ?? 0, State.Safety, State.Sequence.LastGood);
        var driverId = deviceEvent.DriverId ?? State.DriverId ?? State.Details.DriverId;
        var tripId = deviceEvent.TripId ?? State.TripId;
        var happened = VehicleEvents.Safety(Identity, finding, driverId, tripId, deviceEvent.EventId);
        if (State.DeviceEvents.Contains(happened.EventId))
            return happened.EventId;

        if (driverId is not null && DutyEvents.StatusOf(deviceEvent) is { } duty)
        {
            await GrainFactory.GetGrain<IDriverGrain>(GrainKey.For(Identity.OrganizationId, driverId)).Declare(duty, deviceEvent.Timestamp);
            return happened.EventId;
        }

        Outbox.Add(happened);
        await Tell();
        if (driverId is not null)
            await TellDriver(driverId, tripId, finding, happened.EventId);

        State.DeviceEvents.Add(happened.EventId);
        _dirty = true;
        return happened.EventId;
    }

    public Task<VehicleSnapshot> Get() => Task.FromResult(VehicleFigures.Snapshot(Identity, State));

    public async Task<VehicleSnapshot> Configure(VehicleDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        await Register();
        await Tell();
        State.Details = details;
        State.DriverId ??= details.DriverId;
        await Checkpoint(must: true);
        return await Get();
    }

    public async Task<bool> Remove()
    {
        if (!State.Exists)
            return false;

        await Tell();
        var at = EventNow();
        await Outbox.EndTrip(at, true, "vehicle removed");
        Outbox.Add(VehicleEvents.Status(Identity, State.Details, VehicleStatus.Unknown, at, new Provenance { Rule = "vehicle_removed.command", RuleVersion = 1 }, removed: true));
        foreach (var fence in State.Occupancy.Inside)
        {
            await GrainFactory.GetGrain<Geofences.IGeofenceGrain>(GrainKey.For(Identity.OrganizationId, fence.GeofenceId))
                .Leave(Identity.VehicleId, at);
        }

        await Outbox.Tell();
        await directory.Remove(Identity.OrganizationId, EntityKind.Vehicle, Identity.VehicleId, CancellationToken.None);
        _outbox = null;
        StopTimers();

        // Not cleared: its history stays in the log, and what comes later must not begin by folding it.
        persistent.State = new VehicleState
        {
            Checkpoint = State.Checkpoint,
            Sequence = new SequenceState { Newest = State.Sequence.Newest, Known = State.Sequence.Known },
        };
        await Checkpoint(must: true);
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
            Opening = VehicleOpening.Of(State),
        });
        return await Done(tripId, known.Status == TripStatus.Planned);
    }

    public Task<TripCommandResult> CompleteTrip(string tripId, DateTimeOffset? at) => EndTrip(tripId, at, false, null);

    public Task<TripCommandResult> CancelTrip(string tripId, string? reason, DateTimeOffset? at) => EndTrip(tripId, at, true, reason);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        try
        {
            if (!_forgotten && _outbox is not null)
                await Tell();
        }
        catch (Exception e)
        {
            // Not written then: the next activation folds what is in the log again, and tells it.
            LeftUntold(log, this.GetPrimaryKeyString(), _outbox?.Untold ?? 0, e);
            return;
        }

        // A silo that stops takes trips and drivers down at the same time; the log has what the last checkpoint lacks.
        if (_dirty && !_forgotten && reason.ReasonCode != DeactivationReasonCode.ShuttingDown)
            await Checkpoint(must: false);
    }

    private ImmutableArray<PositionStatus> Take(
        ImmutableArray<Position> positions,
        in ReportDraft draft,
        ImmutableArray<int> duplicates,
        OrganizationContext context)
    {
        var monitor = Monitor();
        var outcomes = new PositionStatus[positions.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            var place = draft.Place(i);
            outcomes[place] = monitor.Apply(State, positions[place], context, out var step);
            if (step is not null)
                Outbox.Add(step);
        }

        foreach (var row in duplicates)
        {
            outcomes[draft.PlaceOfRow(row)] = PositionStatus.Duplicate;
            VehicleMonitor.LateWasKnown(State);
        }

        NoteLate(draft.Rows);
        _dirty |= positions.Length > 0;
        _sinceWrite += draft.Rows.Length;
        return ImmutableCollectionsMarshal.AsImmutableArray(outcomes);
    }

    private VehicleMonitor Monitor() => new(Identity.VehicleId, options.Value, trips.Value.MovingKmh) { Standing = trips.Value };

    private async Task Tell()
    {
        if (_forgotten)
            throw new StorageUnavailableException($"Vehicle {this.GetPrimaryKeyString()} reads its state anew.") { RetryAfter = ReloadAfter };

        if (_outbox is { } outbox)
        {
            try
            {
                await outbox.Tell();
            }
            catch (StateLostException)
            {
                Forget();
                throw;
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
            {
                await Checkpoint(must: false);
                if (State.Late is not null)
                    ArmLate(TimeSpan.FromSeconds(options.Value.LateDebounceSeconds)); // a trip that waited for its end need not be asked
            }
        }

        if (_dirty && (_sinceWrite >= options.Value.SnapshotPositions
            || time.GetUtcNow() - _writtenAt >= TimeSpan.FromSeconds(options.Value.SnapshotSeconds)))
            await Checkpoint(must: false);
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
            Incidents = [new DriverIncident(finding.Type, finding.Severity, finding.At)],
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
            _dependents.Trips.TryAdd(tripId, null);
            var advance = await Trip(tripId).End(new TripEnd { At = when, Cancelled = cancelled, Reason = reason });
            Outbox.Add(advance.Events);
        }

        return await Done(tripId, true);
    }

    private async Task<TripCommandResult> Done(string tripId, bool changed)
    {
        // A command is in no log: it is done when it is written.
        _dirty |= changed;
        await Tell();
        if (_dirty)
            await Checkpoint(must: true);

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

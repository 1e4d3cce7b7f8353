using System.Collections.Immutable;
using Fleet.Drivers;
using Fleet.Events;
using Fleet.Geofences;
using Fleet.Trips;

namespace Fleet.Vehicles;

/// <summary>
/// Tells others what a vehicle's positions mean: trips first, since they give the events their trip, then the event
/// shard, the fences and the drivers. What has been told leaves; what could not be told stays in order, and the next
/// <see cref="Tell"/> goes on where this one broke. Everything told is idempotent at the receiver, so that a lost answer
/// does no harm. Owned by one vehicle activation. Bound: the vehicle takes no positions while more than
/// <see cref="VehicleOptions.MaxUntold"/> steps wait here.
/// </summary>
internal sealed class VehicleOutbox(
    VehicleIdentity identity,
    VehicleState state,
    IGrainFactory grains,
    TimeProvider time,
    VehicleOutboxSettings settings,
    VehicleDependents dependents,
    VehicleRestore? restore)
{
    private readonly List<VehicleStep> _steps = [];
    private readonly List<FleetEvent> _events = [];
    private readonly Queue<FenceWord> _fences = [];
    private readonly ActivityLedger _activities = new();
    private int _next;
    private bool _positions;
    private bool _mayBeTold;

    public int Untold => _steps.Count - _next;

    /// <summary>A trip began, ended or changed status since this outbox was made.</summary>
    public bool TripChanged { get; private set; }

    public void Add(VehicleStep step)
    {
        _positions = true;
        _steps.Add(step);
    }

    public void Add(FleetEvent happened) => _events.Add(happened);

    public void Add(FenceWord word) => _fences.Enqueue(word);

    public void Add(in ImmutableArray<TripChanged> changes)
    {
        TripChanged |= changes.Length > 0;
        foreach (var change in changes)
        {
            _events.Add(change);
        }
    }

    public async Task Tell()
    {
        while (_next < _steps.Count)
        {
            await TellTrip();
        }

        _steps.Clear();
        _next = 0;
        await TellShard();
        while (_fences.TryPeek(out var word))
        {
            await word.Say(grains.GetGrain<IGeofenceGrain>(GrainKey.For(identity.OrganizationId, word.GeofenceId)));
            _fences.Dequeue();
        }

        while (_activities.Next() is var (driverId, activity))
        {
            dependents.Drivers.TryAdd(driverId, null);
            var driver = await grains.GetGrain<IDriverGrain>(GrainKey.For(identity.OrganizationId, driverId))
                .Record(activity with { Again = restore is not null, After = dependents.Drivers[driverId] });
            if (activity.EventId is null)
                dependents.Drivers[driverId] = activity.Until;

            state.SafetyScore = driver.SafetyScore;
            _activities.Told();
        }
    }

    /// <summary>Ends the trip under way, if any.</summary>
    public async Task EndTrip(DateTimeOffset at, bool cancelled, string? reason)
    {
        if (state.TripId is not { } tripId)
            return;

        var trip = await Trip(tripId);
        var advance = await trip.End(new TripEnd { At = at, Cancelled = cancelled, Reason = reason });
        Add(advance.Events);
        Leave(tripId, EndOf(advance) ?? at);
    }

    public async Task<TripStatus> BeginTrip(string tripId, TripStart start)
    {
        var trip = await Trip(tripId);
        var advance = await trip.Begin(start);
        Add(advance.Events);
        if (advance.Status is TripStatus.Active or TripStatus.Paused)
        {
            (state.TripId, state.TripStatus, state.TripDriverId) = (tripId, advance.Status, advance.DriverId);
        }
        else
        {
            state.ClosedTripId = tripId;
        }

        return advance.Status;
    }

    private async Task TellShard()
    {
        if (_events.Count == 0)
            return;

        var shard = EventStreams.ShardOf(identity.VehicleId, settings.Shards);
        var grain = grains.GetGrain<IEventShardGrain>(GrainKey.ForShard(identity.OrganizationId, shard));

        // What comes without positions (a command, silence) is rare, and after a restart may have been out before.
        await (restore is null && _positions && !_mayBeTold ? grain.Publish([.. _events]) : grain.PublishAgain([.. _events]));
        _events.Clear();
        _mayBeTold = false;
    }

    /// <summary>The next run of steps of one trip, or one step that is on none.</summary>
    private async Task TellTrip()
    {
        var first = _steps[_next];
        if (!await FindTrip(first) || state.TripId is not { } tripId)
        {
            await Made(first, null, null);
            _next++;
            return;
        }

        var points = ImmutableArray.CreateBuilder<TripPoint>();
        for (var i = _next; i < _steps.Count && (i == _next || Stays(_steps[i], tripId)); i++)
        {
            points.Add(_steps[i].ToTripPoint());
        }

        var trip = await Trip(tripId);
        var advance = await trip.Advance(points.ToImmutable(), dependents.Trips[tripId]);
        TripChanged |= advance.Events.Length > 0;
        state.TripStatus = advance.Status;
        var told = 0;
        for (var i = 0; i < advance.Consumed; i++)
        {
            told = Interleave(advance, told, i);
            await Made(_steps[_next + i], tripId, advance.PointStatus[i], advance.PointOnRoute.IsDefaultOrEmpty ? null : advance.PointOnRoute[i]);
        }

        Interleave(advance, told, int.MaxValue);
        var last = advance.Consumed > 0 ? _steps[_next + advance.Consumed - 1].Position.Timestamp : first.Position.Timestamp;
        _next += advance.Consumed;
        if (advance.Consumed > 0)
            dependents.Trips[tripId] = last;

        if (advance.Consumed < points.Count || advance.Status is not (TripStatus.Active or TripStatus.Paused))
            Leave(tripId, EndOf(advance) ?? last);
    }

    /// <summary>Settles which trip a step is on. False where it is on none, whatever trip is under way.</summary>
    private async Task<bool> FindTrip(VehicleStep step)
    {
        var at = step.Position.Timestamp;
        if (step.Position.TripId is not { } named)
        {
            if (state.TripId is not null)
                return true;

            var automatic = EventIds.ForTrip(identity.VehicleId, at);
            if (step.Motion.SpeedKmh < settings.MovingKmh || automatic == state.ClosedTripId)
                return false;

            await BeginTrip(automatic, Start(step, false, null));
            return state.TripId is not null;
        }

        if (named == state.TripId)
            return true;

        if (named == state.ClosedTripId)
            return false;

        var trip = await Trip(named);
        var known = await trip.Get();
        if (known is not null && !Takes(known))
        {
            state.ClosedTripId = named;
            return false;
        }

        await EndTrip(at, false, "superseded");
        await BeginTrip(named, Start(step, true, known?.Plan.DriverId));
        return state.TripId is not null;
    }

    private bool Takes(TripSnapshot trip) =>
        trip.Status is not (TripStatus.Completed or TripStatus.Cancelled) && trip.Plan.VehicleId == identity.VehicleId;

    private TripStart Start(VehicleStep step, bool isExplicit, string? planned) => new()
    {
        VehicleId = identity.VehicleId,
        DriverId = step.DriverId ?? planned ?? state.Details.DriverId,
        At = step.Position.Timestamp,
        Location = step.Position.Place(),
        ReceivedAt = step.Position.ReceivedAt,
        Explicit = isExplicit,
        Opening = step.Opening,
    };

    private static bool Stays(VehicleStep step, string tripId) => step.Position.TripId is null || step.Position.TripId == tripId;

    private int Interleave(TripAdvance advance, int told, int point)
    {
        while (told < advance.Events.Length && advance.EventPoints[told] <= point)
        {
            _events.Add(advance.Events[told++]);
        }

        return told;
    }

    /// <summary>Makes a step's events and sums, now that its trip is known.</summary>
    private async ValueTask Made(VehicleStep step, string? tripId, TripStatus? tripStatus, bool? onRoute = null)
    {
        var driverId = step.DriverId ?? (tripId is null ? null : state.TripDriverId) ?? state.Details.DriverId;
        state.DriverId = driverId;
        var before = state.Status;
        state.Status = VehicleEvents.StatusAt(step, tripStatus, settings.MovingKmh);
        VehicleEvents.Add(
            _events,
            identity,
            step,
            new StepContext(driverId, tripId, tripStatus, state.Status, state.SafetyScore, time.GetUtcNow(),
                before == state.Status ? null : new StatusChange(before, state.Details)));
        var seenUntil = restore is null || driverId is null ? null : await restore.SeenUntil(driverId);
        if (seenUntil is not null)
            dependents.Drivers.TryAdd(driverId!, seenUntil); // what the driver knows may be in its memory only: the checkpoint asks it to keep it
        _activities.Add(step, identity.VehicleId, driverId, tripId, seenUntil, state.Details.FuelCapacityLitres, onRoute);
        TellFences(step, wasSilent: before == VehicleStatus.Offline);
    }

    private void TellFences(VehicleStep step, bool wasSilent)
    {
        foreach (var crossing in step.Crossings)
        {
            _mayBeTold |= crossing.MayHaveBeenTold;
            if (crossing.Kind == CrossingKind.Entry)
                _fences.Enqueue(FenceWord.Entered(crossing, identity.VehicleId, step.Position));
            else if (crossing.Kind == CrossingKind.Exit)
                _fences.Enqueue(FenceWord.Left(crossing.Fence.GeofenceId, identity.VehicleId, crossing.At));
        }

        if (!wasSilent)
            return;

        foreach (var presence in step.Geofences)
        {
            _fences.Enqueue(FenceWord.SpokeAgain(presence.GeofenceId, identity.VehicleId, step.Position.Timestamp));
        }
    }

    private void Leave(string tripId, DateTimeOffset at)
    {
        _activities.EndTrip(identity.VehicleId, tripId, state.DriverId, at);
        (state.TripId, state.TripStatus, state.TripDriverId, state.ClosedTripId) = (null, null, null, tripId);
        TripChanged = true;
    }

    private static DateTimeOffset? EndOf(TripAdvance advance) =>
        advance.Events is [.., { Kind: TripEventKind.Completed or TripEventKind.Cancelled } end] ? end.Timestamp : null;

    private async ValueTask<ITripGrain> Trip(string tripId)
    {
        if (restore is not null)
            await restore.Trip(tripId);

        dependents.Trips.TryAdd(tripId, null);
        return grains.GetGrain<ITripGrain>(GrainKey.For(identity.OrganizationId, tripId));
    }
}

using System.Collections.Immutable;
using Fleet.Directory;
using Fleet.Trips;

namespace Fleet.Gateway.Fakes;

/// <summary>The life of a trip as far as its doors see it.</summary>
public sealed class FakeTripGrain(string key, IFleetDirectory directory) : ITripGrain
{
    private TripSnapshot? _trip;

    /// <summary>Makes it what a test says.</summary>
    public Task Become(TripSnapshot trip)
    {
        _trip = trip;
        return directory.Put(EntryOf(trip), default);
    }

    public TripCommandResult Command(string vehicleId, TripStatus status, string? reason)
    {
        if (_trip is not { } trip)
            return new TripCommandResult { Outcome = TripCommandOutcome.NotFound };

        if (trip.Plan.VehicleId != vehicleId)
            return new TripCommandResult { Outcome = TripCommandOutcome.WrongVehicle, Trip = trip };

        if (trip.Status == status)
            return new TripCommandResult { Outcome = TripCommandOutcome.AlreadyDone, Trip = trip };

        if (trip.Status is TripStatus.Completed or TripStatus.Cancelled
            || (status == TripStatus.Completed && trip.Status == TripStatus.Planned))
            return new TripCommandResult { Outcome = TripCommandOutcome.NotAllowed, Trip = trip };

        _trip = trip with { Status = status, EndReason = reason };
        directory.Put(EntryOf(_trip), default);
        return new TripCommandResult { Outcome = TripCommandOutcome.Done, Trip = _trip };
    }

    public Task<TripSnapshot?> Plan(TripPlan plan)
    {
        if (_trip is { } trip && (trip.Status is TripStatus.Completed or TripStatus.Cancelled || trip.Plan.VehicleId != plan.VehicleId))
            return Task.FromResult<TripSnapshot?>(null);

        var (organization, id) = GrainKey.Split(key);
        _trip = new TripSnapshot
        {
            OrganizationId = organization,
            TripId = id,
            Plan = plan,
            DriverId = plan.DriverId,
            Status = _trip?.Status ?? TripStatus.Planned,
        };
        directory.Put(EntryOf(_trip), default);
        return Get();
    }

    public Task<TripSnapshot?> Get() => Task.FromResult(_trip);

    public Task<bool> Remove()
    {
        var removed = _trip is not null and not { Status: TripStatus.Active or TripStatus.Paused };
        _trip = removed ? null : _trip;
        return Task.FromResult(removed);
    }

    private static FleetEntry EntryOf(TripSnapshot trip) => new()
    {
        OrganizationId = trip.OrganizationId,
        Kind = EntityKind.Trip,
        Id = trip.TripId,
        VehicleId = trip.Plan.VehicleId,
        DriverId = trip.DriverId,
        TripStatus = trip.Status,
        SortTime = trip.StartedAt,
    };

    public Task<TripAdvance> Begin(TripStart start) => throw new NotSupportedException();

    public Task<TripAdvance> Advance(ImmutableArray<TripPoint> points, DateTimeOffset? after) => throw new NotSupportedException();

    public Task<TripAdvance> End(TripEnd end) => throw new NotSupportedException();

    public Task Checkpoint(long number, DateTimeOffset? after) => throw new NotSupportedException();

    public Task Restore(long number) => throw new NotSupportedException();

    public Task<bool> Refold() => throw new NotSupportedException();

    public Task Resume() => throw new NotSupportedException();
}

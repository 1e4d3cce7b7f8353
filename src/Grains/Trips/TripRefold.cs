using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Organizations;
using Fleet.Vehicles;

namespace Fleet.Trips;

/// <summary>
/// A trip that has ended, folded again over its own window with the positions that came late, from what the vehicle was
/// before its first one and through the code that reports take. Start and end stay where they are known to be: a stand
/// of any length does not split it, and it ends by the same reason. Pure.
/// </summary>
internal sealed class TripRefold
{
    /// <summary>Longer than any stand: a trip folded again does not end by itself in mid-window. Ninety years.</summary>
    private const double NeverSeconds = 90 * 365 * 86_400d;

    private readonly TripIdentity _identity;
    private readonly TripState _closed;
    private readonly VehicleIdentity _vehicle;
    private readonly VehicleState _state;
    private readonly VehicleMonitor _positions;
    private readonly TripMonitor _trip;
    private readonly List<FleetEvent> _events = [];

    /// <param name="closed">Has ended and has an opening.</param>
    public TripRefold(TripIdentity identity, TripState closed, TripOptions trips, VehicleOptions vehicles)
    {
        _identity = identity;
        _closed = closed;
        _vehicle = new VehicleIdentity(identity.OrganizationId, closed.Plan!.VehicleId);
        _state = closed.Opening!.ToState();
        _positions = new VehicleMonitor(_vehicle.VehicleId, vehicles);
        _trip = new TripMonitor(identity, new TripOptions
        {
            MovingKmh = trips.MovingKmh,
            PauseAfterSeconds = trips.PauseAfterSeconds,
            EndAfterSeconds = NeverSeconds,
            StoppedKmh = trips.StoppedKmh,
            ResumeMeters = trips.ResumeMeters,
            CreepMeters = trips.CreepMeters,
        })
        {
            RulesInForce = trips,
        };
        State = new TripState
        {
            Plan = closed.Plan,
            IsPlanned = closed.IsPlanned,
            Status = TripStatus.Active,
            DriverId = closed.Plan.DriverId ?? closed.DriverId,
            Explicit = closed.Explicit,
            StartedAt = closed.StartedAt,
            StartLocation = closed.StartLocation,
            LastAt = closed.StartedAt,
            LastLocation = closed.StartLocation,
            LastReceivedAt = closed.LastReceivedAt,
        };
    }

    public TripState State { get; }

    /// <summary>Positions of the window that came late.</summary>
    public int Late { get; private set; }

    /// <summary>The position that the trip began with was among them.</summary>
    public bool SawStart { get; private set; }

    /// <summary>In order of time, from behind the opening to the trip's last.</summary>
    public void Take(Position position, bool late, OrganizationContext context)
    {
        _positions.Apply(_state, position, context, out var step);
        if (position.Timestamp < _closed.StartedAt || (position.TripId is { } named && named != _identity.TripId))
            return;

        SawStart |= position.Timestamp == _closed.StartedAt;
        Late += late ? 1 : 0;
        if (step is null)
            return;

        var advance = _trip.Advance(State, [step.ToTripPoint()]);
        _events.AddRange(advance.Events);
        var driver = step.DriverId ?? State.Plan!.DriverId ?? _closed.DriverId;
        var made = new List<FleetEvent>();
        VehicleEvents.Add(made, _vehicle, step, new StepContext(driver, _identity.TripId, State.Status, default, null, default, Changed: null));
        _events.AddRange(made.Where(e => e is not LocationUpdated));
    }

    /// <summary>Ends it, and gives its events but the start.</summary>
    public ImmutableArray<FleetEvent> Finish()
    {
        _events.AddRange(_trip.EndAgain(State, _closed));
        State.LastReceivedAt = _closed.LastReceivedAt;
        return [.. _events];
    }
}

using System.Collections.Immutable;
using Fleet.CustomEvents;
using Fleet.Geofences;
using Fleet.Organizations;
using Fleet.Roads;
using Fleet.Safety;
using Fleet.Trips;

namespace Fleet.Vehicles;

/// <summary>
/// One position through everything that needs no other grain: order, distance, derived values, fences, detectors. Pure:
/// a batch may be split anywhere. An instance is scratch space of one vehicle's turn, nothing more.
/// </summary>
/// <param name="vehicleId">Whose.</param>
/// <param name="options">Of vehicles.</param>
/// <param name="movingKmh">From which speed on a trip may begin: such steps keep what was before them. Null where nobody asks.</param>
public sealed class VehicleMonitor(string vehicleId, VehicleOptions options, double? movingKmh = null)
{
    /// <summary>After a silence this long the trip may have ended, seconds: the least that can be configured.</summary>
    private const double SilenceSeconds = 10;

    private readonly List<SafetyFinding> _findings = [];
    private readonly List<GeofenceCrossing> _crossings = [];
    private readonly List<CustomEventFinding> _customEvents = [];
    private readonly RoadMatcher _roads = new();

    /// <summary>When a vehicle stands, for the organization's own events; null where nobody asks for those.</summary>
    public TripOptions? Standing { get; init; }

    /// <summary>Other than shipped only to measure what hangs on them.</summary>
    public HarshRules Rules { get; init; } = HarshRules.Shipped;

    /// <param name="step">What it adds; null where it moves nothing (duplicate, late, a jump).</param>
    public PositionStatus Apply(VehicleState state, Position position, OrganizationContext context, out VehicleStep? step)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(context);
        var last = state.Sequence.LastGood;
        var opening = MayOpen(state, last, position) ? VehicleOpening.Of(state) : null;
        var outcome = PositionSequencer.Take(state.Sequence, position, options);
        Count(state, outcome);
        Hear(state, position);
        step = outcome is SequenceOutcome.Good or SequenceOutcome.Relocated
            ? Follow(state, outcome == SequenceOutcome.Good ? last : null, position, context, opening)
            : null;
        return outcome switch
        {
            SequenceOutcome.Duplicate => PositionStatus.Duplicate,
            SequenceOutcome.Late => PositionStatus.Late,
            _ => PositionStatus.Accepted,
        };
    }

    /// <summary>A late position that the log has, seen again on the way back from it.</summary>
    public static void RecallLate(VehicleState state, Position position)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(position);
        state.Sequence.Known.Add(position.Timestamp.ToUnixTimeMilliseconds());
        Count(state, SequenceOutcome.Late);
        Hear(state, position);
    }

    /// <summary>What was taken for late turned out to be in the log already.</summary>
    public static void LateWasKnown(VehicleState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Counters = state.Counters with { Late = state.Counters.Late - 1, Duplicate = state.Counters.Duplicate + 1 };
    }

    private VehicleStep Follow(VehicleState state, Position? previous, Position position, OrganizationContext context, VehicleOpening? opening)
    {
        var way = Odometer.Advance(state.Odometer, previous, position);
        var motion = MotionMonitor.Derive(state.Motion, previous, position, way);
        _findings.Clear();
        _crossings.Clear();
        GeofenceMonitor.Apply(state.Occupancy, vehicleId, position, context.Geofences, _crossings);
        var thresholds = context.Settings.Thresholds;
        var road = state.Road;
        var match = _roads.Apply(ref road, position, motion.SpeedKmh, state.Motion.HeadingDegrees, context.Roads);
        state.Road = road;
        var (limit, source) = Limit(state, position, match, context);
        SafetyMonitor.Apply(
            state.Safety,
            new SafetyInput(previous, position, motion.SpeedKmh, limit, source, source == "road" ? match : null),
            thresholds,
            _findings,
            Rules);
        var restarted = previous is null;
        return new VehicleStep
        {
            Position = position,
            Motion = motion,
            Way = way,
            SpeedLimitKmh = limit,
            LimitSource = source,
            Seconds = previous is null ? 0 : (position.Timestamp - previous.Timestamp).TotalSeconds,
            Restarted = restarted,
            Speeding = motion.SpeedKmh > limit + thresholds.SpeedingOverLimitKmh,
            Findings = [.. _findings],
            Crossings = [.. _crossings],
            Geofences = state.Occupancy.Inside,
            MaintenanceDue = MaintenanceDue(state, position),
            DriverId = position.DriverId,
            CustomEvents = CustomEvents(state, context, position, motion.SpeedKmh, way.MovedMeters, restarted),
            Opening = motion.SpeedKmh >= movingKmh || position.TripId is not null ? opening : null,
        };
    }

    private ImmutableArray<CustomEventFinding> CustomEvents(
        VehicleState state, OrganizationContext context, Position position, double speedKmh, double movedMeters, bool restarted)
    {
        if (Standing is null)
            return [];

        _customEvents.Clear();
        new CustomEventMonitor(vehicleId, Standing).Apply(
            state.CustomEvents,
            context.Settings.CustomEvents,
            new CustomEventStep(position, speedKmh, movedMeters, restarted, _crossings, state.Occupancy.Inside, context.Geofences),
            _customEvents);
        return [.. _customEvents];
    }

    /// <summary>
    /// Whether a trip may begin with the position: none was under way when the report came, the vehicle did not move, it was
    /// silent, or the position names another trip.
    /// </summary>
    private bool MayOpen(VehicleState state, Position? last, Position position) =>
        movingKmh is not null
        && (last is null
            || state.TripId is null
            || !(state.Motion.SpeedKmh >= movingKmh)
            || (position.Timestamp - last.Timestamp).TotalSeconds >= SilenceSeconds
            || position.TripId != last.TripId);

    /// <summary>The report's own limit, else the lowest of the fences inside, else the road's, else the organization's.</summary>
    private static (double? Kmh, string? Source) Limit(VehicleState state, Position position, RoadMatch? road, OrganizationContext context)
    {
        if (position.SpeedLimitKmh is { } reported)
            return (reported, "report");

        if (state.Occupancy.SpeedLimitKmh(context.Geofences) is { } fenced)
            return (fenced, "fence");

        if (road?.LimitKmh is { } posted)
            return (posted, "road");

        return context.Settings.SpeedLimitKmh is { } general ? (general, "organization") : (null, null);
    }

    private static bool MaintenanceDue(VehicleState state, Position position) =>
        position.Timestamp >= state.Details.MaintenanceDueAt
        || (state.Motion.OdometerKm ?? (state.Odometer.TotalMeters / 1000)) >= state.Details.MaintenanceDueKm;

    private static void Hear(VehicleState state, Position position)
    {
        if (state.LastReceivedAt is null || position.ReceivedAt > state.LastReceivedAt)
            state.LastReceivedAt = position.ReceivedAt;
    }

    private static void Count(VehicleState state, SequenceOutcome outcome)
    {
        var counters = state.Counters;
        state.Counters = counters with
        {
            Received = counters.Received + 1,
            Duplicate = counters.Duplicate + (outcome == SequenceOutcome.Duplicate ? 1 : 0),
            Late = counters.Late + (outcome == SequenceOutcome.Late ? 1 : 0),
            Accepted = counters.Accepted + (outcome is SequenceOutcome.Duplicate or SequenceOutcome.Late ? 0 : 1),
            Jumps = counters.Jumps + (outcome == SequenceOutcome.Jump ? 1 : 0),
        };
    }
}

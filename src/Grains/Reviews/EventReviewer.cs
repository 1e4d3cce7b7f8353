using Fleet.CustomEvents;
using Fleet.Geography;
using Fleet.Organizations;
using Fleet.Safety;
using Fleet.Trips;
using Fleet.Vehicles;

namespace Fleet.Reviews;

/// <summary>
/// Runs one rule again over stored positions, through the code that reports take and with the thresholds of today, and says
/// of each of its conditions what was measured against what it asks for. Pure.
/// </summary>
internal sealed class EventReviewer
{
    /// <summary>What is folded before the moment, seconds: an accelerometer's mounting takes minutes to be known.</summary>
    private const double LeadSeconds = 1_800;

    /// <summary>What is folded behind it, seconds: a manoeuvre is told up to two seconds after its peak.</summary>
    private const double LagSeconds = 60;

    /// <summary>Of one question. Beyond it the newest are not looked at.</summary>
    private const int MaxPositions = 100_000;

    private readonly string _vehicleId;
    private readonly EventQuestion _question;
    private readonly OrganizationContext _context;
    private readonly VehicleOptions _vehicles;
    private readonly TripOptions _trips;
    private readonly VehicleState _state = new();
    private readonly VehicleMonitor _monitor;
    private readonly List<Position> _positions = [];
    private readonly List<ReviewStep> _steps = [];
    private readonly List<DateTimeOffset> _found = [];

    public EventReviewer(string vehicleId, EventQuestion question, OrganizationContext context, VehicleOptions vehicles, TripOptions trips)
    {
        (_vehicleId, _question, _context, _vehicles, _trips) = (vehicleId, question, context, vehicles, trips);
        _monitor = new VehicleMonitor(vehicleId, vehicles) { Standing = trips };
        var stand = Math.Max(StandSeconds(), LeadSeconds);
        From = question.At.AddSeconds(-question.WithinSeconds - stand - LeadSeconds);
        Until = question.At.AddSeconds(question.WithinSeconds + LagSeconds);
    }

    public DateTimeOffset From { get; }

    public DateTimeOffset Until { get; }

    public static bool Knows(string happened, OrganizationContext context) =>
        ReviewedEvents.Safety.Contains(happened) || ReviewedEvents.Fences.Contains(happened) || ReviewedEvents.Trips.Contains(happened)
        || Custom(happened, context) is not null;

    /// <returns>False once it has seen enough.</returns>
    public bool Take(Position position)
    {
        var previous = _state.Sequence.LastGood;
        _positions.Add(position);
        _monitor.Apply(_state, position, _context, out var step);
        if (step is not null)
        {
            var gap = previous is null ? 0 : (position.Timestamp - previous.Timestamp).TotalSeconds;
            _steps.Add(new ReviewStep(position, step.Motion.SpeedKmh, step.SpeedLimitKmh, step.Way.MovedMeters, gap, step.Restarted, IsNear(position.Timestamp)));
            if (_steps.Count > 1) // where it was before the first is not known: that is no crossing
                Note(step);
        }

        return _positions.Count < MaxPositions;
    }

    public EventReview Judge()
    {
        var near = _steps.Where(s => s.Near).ToList();
        var conditions = new List<ReviewCondition>
        {
            new()
            {
                Name = "positions",
                Holds = near.Count > 0,
                Measured = near.Count,
                Threshold = 1,
                Note = near.Count > 0 ? null : "The vehicle reported nothing that could be used within the time asked about.",
            },
        };
        if (near.Count > 0)
            conditions.AddRange(Conditions(near));

        var place = _steps.Count == 0 ? (Position?)null : _steps.MinBy(s => (s.At - _question.At).Duration()).Position;
        return new EventReview
        {
            Happened = false,
            FoundNow = ReviewedEvents.Trips.Contains(_question.Event) ? conditions.TrueForAll(c => c.Holds) : _found.Exists(IsNear),
            Positions = _positions.Count,
            From = _positions.Count > 0 ? _positions[0].Timestamp : null,
            Until = _positions.Count > 0 ? _positions[^1].Timestamp : null,
            Place = place is { } p ? new GeoPoint(p.Latitude, p.Longitude) : null,
            Conditions = [.. conditions],
        };
    }

    private IEnumerable<ReviewCondition> Conditions(List<ReviewStep> near) => _question.Event switch
    {
        SafetyTypes.HarshBraking or SafetyTypes.HarshAcceleration or SafetyTypes.HarshCornering =>
            new HarshReview(_vehicleId, _question.Event, _context, _vehicles).Conditions(_positions, near, IsNear),
        SafetyTypes.Speeding => StretchReview.Speeding(_steps, near, _context.Settings.Thresholds),
        SafetyTypes.Idling => StretchReview.Idling(_steps, near, _context.Settings.Thresholds),
        SafetyTypes.LowFuel => FuelReview.Conditions(_steps, near, _context.Settings.Thresholds),
        "geofence_entry" => FenceReview.Entry(_question.GeofenceId!, _steps, near, _context.Geofences),
        "geofence_exit" => FenceReview.Exit(_question.GeofenceId!, _steps, near, _context.Geofences),
        "trip_started" => [StretchReview.AtLeast("speed_kmh", near.MaxBy(s => s.SpeedKmh), static s => s.SpeedKmh, _trips.MovingKmh)],
        "trip_paused" => StretchReview.Stand(_steps, near, _trips, _trips.PauseAfterSeconds),
        "trip_completed" => StretchReview.Stand(_steps, near, _trips, _trips.EndAfterSeconds),
        _ => CustomConditions(Custom(_question.Event, _context)!.Triggers, near),
    };

    private IEnumerable<ReviewCondition> CustomConditions(CustomEventTriggers triggers, List<ReviewStep> near)
    {
        if (triggers.GeofenceEntry is { } entry)
            yield return FenceReview.Inside(entry, "inside_" + entry, expected: true, near, _context.Geofences);

        if (triggers.GeofenceExit is { } exit)
            yield return FenceReview.Inside(exit, "outside_" + exit, expected: false, near, _context.Geofences);

        if (triggers.MinSpeedKmh is { } speed)
            yield return StretchReview.AtLeast("speed_kmh", near.MaxBy(s => s.SpeedKmh), static s => s.SpeedKmh, speed);

        if (triggers.StopSeconds is { } seconds)
        {
            foreach (var condition in StretchReview.Stand(_steps, near, _trips, seconds))
                yield return condition;
        }
    }

    private void Note(VehicleStep step)
    {
        _found.AddRange(step.Findings.Where(f => f.Type == _question.Event).Select(f => f.At));
        _found.AddRange(step.CustomEvents
            .Where(c => c.Name == _question.Event && c.Status is CustomEventStatus.Raised or CustomEventStatus.Pending).Select(c => c.At));
        _found.AddRange(step.Crossings
            .Where(c => c.Fence.GeofenceId == _question.GeofenceId && c.Entry == (_question.Event == "geofence_entry")).Select(c => c.At));
    }

    private bool IsNear(DateTimeOffset at) => (at - _question.At).Duration() <= TimeSpan.FromSeconds(_question.WithinSeconds);

    private double StandSeconds() => _question.Event switch
    {
        SafetyTypes.Idling => _context.Settings.Thresholds.IdlingSeconds,
        SafetyTypes.Speeding => _context.Settings.Thresholds.SpeedingSeconds,
        "trip_paused" => _trips.PauseAfterSeconds,
        "trip_completed" => _trips.EndAfterSeconds,
        _ => Custom(_question.Event, _context)?.Triggers.StopSeconds ?? 0,
    };

    private static CustomEventDefinition? Custom(string name, OrganizationContext context) =>
        context.Settings.CustomEvents.FirstOrDefault(d => d.Name == name);
}

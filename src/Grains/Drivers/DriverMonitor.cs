using System.Collections.Immutable;

namespace Fleet.Drivers;

/// <summary>What a driver's activity makes of the driver. Pure, by event time.</summary>
public static class DriverMonitor
{
    /// <summary>Vehicles whose newest activity a driver remembers.</summary>
    public const int MaxVehicles = 16;

    /// <summary>Over less than this a fuel gauge's steps say nothing of economy, km.</summary>
    private const double LeastFuelKm = 5;

    /// <summary>Within this of one that counted an incident of the same type counts no second time.</summary>
    private static readonly TimeSpan Repetition = TimeSpan.FromMinutes(1);

    /// <returns>True where a driver_performance is due: an incident, the end of a trip, or where the vehicle says so.</returns>
    public static bool Record(DriverState state, DriverActivity activity)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(activity);
        state.Exists = true;
        if (activity.EventId is not null)
            return RecordOnce(state, activity);

        if (state.Until.TryGetValue(activity.VehicleId, out var until) && activity.Until <= until)
            return false;

        Add(state, activity);
        return activity.Measure || activity.Incidents.Length > 0;
    }

    /// <summary>That a trip is over, as vehicle and trip both may tell it: the same id, whoever comes first.</summary>
    public static DriverActivity TripEnd(string vehicleId, string tripId, DateTimeOffset endedAt) => new()
    {
        VehicleId = vehicleId,
        TripId = tripId,
        Until = endedAt,
        TripEnded = true,
        EventId = "trip_end:" + tripId,
    };

    public static DriverSnapshot Snapshot(string organizationId, string driverId, DriverState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var sums = DriverScore.Drive(state.Sums, state.Driven);
        var score = DriverScore.Of(sums);
        var engineSeconds = state.SessionIdleSeconds + state.SessionDrivingSeconds;
        return new DriverSnapshot
        {
            OrganizationId = organizationId,
            DriverId = driverId,
            Details = state.Details,
            SafetyScore = Math.Round(score, 2),
            ScoreChange = Math.Round(score - state.ScoreAtStart, 2),
            TripId = state.SessionEnded ? null : state.TripId,
            VehicleId = state.VehicleId,
            SessionEvents = state.SessionEvents,
            DistanceKm = Math.Round(state.DistanceKm, 6),
            DrivingSeconds = Math.Round(state.DrivingSeconds, 3),
            SpeedingSeconds = Math.Round(state.SpeedingSeconds, 3),
            IdleTimePercent = engineSeconds > 0 ? Math.Round(state.SessionIdleSeconds / engineSeconds * 100, 2) : 0,
            ImprovementAreas = DriverScore.ImprovementAreas(sums),
            Exists = state.Exists,
            FuelEconomy = state.SessionFuelKm >= LeastFuelKm && state.SessionFuelLitres > 0
                ? Math.Round(state.SessionFuelLitres / state.SessionFuelKm * 100, 2)
                : null,
            RouteAdherence = state.SessionPlannedKm > 0 ? Math.Round(Math.Clamp(state.SessionOnRouteKm / state.SessionPlannedKm, 0, 1), 4) : null,
        };
    }

    /// <summary>Whether the driver knows what the vehicle told before. One that may have forgotten the vehicle by its bound does.</summary>
    public static bool Knows(DriverState state, string vehicleId, DateTimeOffset? after)
    {
        ArgumentNullException.ThrowIfNull(state);
        return after is null || state.Until.Count >= MaxVehicles || (state.Until.TryGetValue(vehicleId, out var until) && until >= after);
    }

    private static bool RecordOnce(DriverState state, DriverActivity activity)
    {
        if (activity.TripEnded)
        {
            if (state.TripId != activity.TripId || state.SessionEnded)
                return false;

            state.SessionEnded = true;
            Score(state);
            return true;
        }

        if (state.DeviceEvents.Contains(activity.EventId!))
            return false;

        state.DeviceEvents.Add(activity.EventId!);
        Score(state);
        Count(state, activity.Incidents);
        return activity.Incidents.Length > 0;
    }

    private static void Add(DriverState state, DriverActivity activity)
    {
        state.Until = Remember(state.Until, activity);
        state.VehicleId = activity.VehicleId;
        if (activity.TripId is not null && activity.TripId != state.TripId)
        {
            Score(state);
            (state.TripId, state.SessionEnded) = (activity.TripId, false);
            state.ScoreAtStart = DriverScore.Of(state.Sums);
            state.SessionEvents = ImmutableDictionary<string, int>.Empty;
            (state.SessionIdleSeconds, state.SessionDrivingSeconds) = (0, 0);
            (state.SessionFuelLitres, state.SessionFuelKm, state.SessionPlannedKm, state.SessionOnRouteKm) = (0, 0, 0, 0);
        }

        state.Driven = new DrivenSums
        {
            DistanceKm = state.Driven.DistanceKm + activity.DistanceKm,
            DrivingSeconds = state.Driven.DrivingSeconds + activity.DrivingSeconds,
            SpeedingSeconds = state.Driven.SpeedingSeconds + activity.SpeedingSeconds,
        };
        if (activity.Measure || activity.Incidents.Length > 0)
            Score(state);

        state.DistanceKm += activity.DistanceKm;
        state.DrivingSeconds += activity.DrivingSeconds;
        state.SpeedingSeconds += activity.SpeedingSeconds;
        state.SessionIdleSeconds += activity.IdleSeconds;
        state.SessionDrivingSeconds += activity.DrivingSeconds;
        state.SessionFuelLitres += activity.FuelLitres;
        state.SessionFuelKm += activity.FuelKm;
        state.SessionPlannedKm += activity.PlannedKm;
        state.SessionOnRouteKm += activity.OnRouteKm;
        Count(state, activity.Incidents);
    }

    /// <summary>Where a measure is due, a trip begins or ends, a device told an event: never where a report happened to end.</summary>
    private static void Score(DriverState state)
    {
        state.Sums = DriverScore.Drive(state.Sums, state.Driven);
        state.Driven = new DrivenSums();
    }

    /// <summary>
    /// Repetitions within a minute count once: they are told, but one bad moment is one, however often the device or a
    /// detector says so. A worse one within the minute makes up the difference.
    /// </summary>
    private static void Count(DriverState state, ImmutableArray<DriverIncident> incidents)
    {
        foreach (var incident in incidents)
        {
            if (state.Counted.TryGetValue(incident.Type, out var counted) && (incident.At - counted.At).Duration() <= Repetition)
            {
                if (incident.Severity > counted.Severity)
                {
                    state.Counted = state.Counted.SetItem(incident.Type, counted with { Severity = incident.Severity });
                    state.Sums = DriverScore.Add(
                        state.Sums, incident.Type, DriverScore.Weight(incident.Severity) - DriverScore.Weight(counted.Severity));
                }

                continue;
            }

            state.Counted = state.Counted.RemoveRange(
                state.Counted.Where(c => c.Value.At < incident.At - Repetition).Select(c => c.Key).ToList()).SetItem(incident.Type, incident);
            state.Sums = DriverScore.Add(state.Sums, incident.Type, DriverScore.Weight(incident.Severity));
            state.SessionEvents = state.SessionEvents.SetItem(
                incident.Type,
                state.SessionEvents.GetValueOrDefault(incident.Type) + 1);
        }
    }

    private static ImmutableDictionary<string, DateTimeOffset> Remember(
        ImmutableDictionary<string, DateTimeOffset> until,
        DriverActivity activity)
    {
        until = until.SetItem(activity.VehicleId, activity.Until);
        return until.Count <= MaxVehicles ? until : until.Remove(until.MinBy(entry => entry.Value).Key);
    }
}

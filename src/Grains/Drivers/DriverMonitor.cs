using System.Collections.Immutable;

namespace Fleet.Drivers;

/// <summary>What a driver's activity makes of the driver. Pure, by event time.</summary>
public static class DriverMonitor
{
    /// <summary>Vehicles whose newest activity a driver remembers.</summary>
    public const int MaxVehicles = 16;

    /// <summary>While driving, a measure is told this often, seconds of event time.</summary>
    public const double MeasureEverySeconds = 60;

    /// <returns>True where a driver_performance is due: an incident, the end of a trip, or a minute of driving.</returns>
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
        var due = activity.DrivingSeconds > 0
            && (state.LastMeasuredAt is null || (activity.Until - state.LastMeasuredAt.Value).TotalSeconds >= MeasureEverySeconds);
        if (!due && activity.Incidents.Length == 0)
            return false;

        state.LastMeasuredAt = activity.Until > (state.LastMeasuredAt ?? default) ? activity.Until : state.LastMeasuredAt;
        return true;
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
        var score = DriverScore.Of(state.Sums);
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
            DistanceKm = state.DistanceKm,
            DrivingSeconds = state.DrivingSeconds,
            SpeedingSeconds = state.SpeedingSeconds,
            IdleTimePercent = engineSeconds > 0 ? Math.Round(state.SessionIdleSeconds / engineSeconds * 100, 2) : 0,
            ImprovementAreas = DriverScore.ImprovementAreas(state.Sums),
            Exists = state.Exists,
        };
    }

    private static bool RecordOnce(DriverState state, DriverActivity activity)
    {
        if (activity.TripEnded)
        {
            var ends = state.TripId == activity.TripId && !state.SessionEnded;
            state.SessionEnded |= ends;
            return ends;
        }

        if (state.DeviceEvents.Contains(activity.EventId!))
            return false;

        state.DeviceEvents.Add(activity.EventId!);
        state.Sums = DriverScore.Add(state.Sums, activity);
        Count(state, activity.Incidents);
        return activity.Incidents.Length > 0;
    }

    private static void Add(DriverState state, DriverActivity activity)
    {
        state.Until = Remember(state.Until, activity);
        state.VehicleId = activity.VehicleId;
        if (activity.TripId is not null && activity.TripId != state.TripId)
        {
            (state.TripId, state.SessionEnded) = (activity.TripId, false);
            state.ScoreAtStart = DriverScore.Of(state.Sums);
            state.SessionEvents = ImmutableDictionary<string, int>.Empty;
            (state.SessionIdleSeconds, state.SessionDrivingSeconds) = (0, 0);
        }

        state.Sums = DriverScore.Add(state.Sums, activity);
        state.DistanceKm += activity.DistanceKm;
        state.DrivingSeconds += activity.DrivingSeconds;
        state.SpeedingSeconds += activity.SpeedingSeconds;
        state.SessionIdleSeconds += activity.IdleSeconds;
        state.SessionDrivingSeconds += activity.DrivingSeconds;
        Count(state, activity.Incidents);
    }

    private static void Count(DriverState state, ImmutableArray<DriverIncident> incidents)
    {
        foreach (var incident in incidents)
        {
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

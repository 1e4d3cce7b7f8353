using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Geography;

namespace Fleet.Trips;

/// <summary>A trip's steps as events. Ids follow from the trip and the moment, whoever finds out.</summary>
internal static class TripEvents
{
    public const int RuleVersion = 1;

    public static TripChanged Started(TripIdentity identity, TripState state, TripDriver? driver, TripOptions rules) =>
        Make(identity, state, TripEventKind.Started, "trip_started", state.StartedAt, state.StartLocation, state.Explicit ? Why("trip_started.command", state.StartedAt) : Why("trip_started.movement", state.StartedAt, ("moving_kmh", rules.MovingKmh))) with
        {
            Status = TripStatus.Active,
            Plan = state.Plan! with { Polyline = null }, // some kilobytes that GET /v1/trips/{id} has
            Driver = driver,
        };

    public static TripChanged Paused(TripIdentity identity, TripState state, DateTimeOffset stoppedAt, TripOptions rules) =>
        Make(identity, state, TripEventKind.Paused, "trip_paused", stoppedAt, state.StopLocation, Why("trip_paused.stopped", stoppedAt, ("pause_after_seconds", rules.PauseAfterSeconds), ("stopped_kmh", rules.StoppedKmh))) with
        {
            Details = Figures(state),
        };

    public static TripChanged Resumed(TripIdentity identity, TripState state, TripPoint point, TripOptions rules) =>
        Make(identity, state, TripEventKind.Resumed, "trip_resumed", point.Timestamp, point.Location, Why("trip_resumed.movement", point.Timestamp, ("moving_kmh", rules.MovingKmh), ("resume_m", rules.ResumeMeters), ("creep_m", rules.CreepMeters))) with
        {
            Details = Figures(state).Add("pause_seconds", (point.Timestamp - state.Pauses[^1].From).TotalSeconds),
        };

    public static TripChanged WaypointReached(TripIdentity identity, TripState state, int index, DateTimeOffset at)
    {
        var waypoint = state.Plan!.Waypoints[index];
        var why = Why("waypoint_reached.radius", at, ("radius_m", waypoint.RadiusMeters));
        return Make(identity, state, TripEventKind.WaypointReached, "waypoint_reached", at, waypoint.Location, why, $":{index}") with
        {
            WaypointIndex = index,
            WaypointName = waypoint.Name,
            Details = Figures(state).Add("radius_m", waypoint.RadiusMeters),
        };
    }

    public static TripChanged Ended(TripIdentity identity, TripState state, TripOptions rules)
    {
        var at = state.EndedAt!.Value;
        var (kind, name) = state.Status == TripStatus.Cancelled
            ? (TripEventKind.Cancelled, "trip_cancelled")
            : (TripEventKind.Completed, "trip_completed");
        var why = state.EndReason is "stopped" or "silent"
            ? Why($"{name}.{state.EndReason}", at, ("end_after_seconds", rules.EndAfterSeconds))
            : Why($"{name}.command", at);
        return Make(identity, state, kind, name, at, state.LastLocation, why) with
        {
            Reason = state.EndReason,
            Details = Adherence(state, Figures(state)
                .Add("duration_seconds", (at - state.StartedAt).TotalSeconds)
                .Add("max_speed_kmh", state.MaxSpeedKmh)
                .Add("unobserved_km", state.UnobservedMeters / 1000)
                .Add("pauses", state.Pauses.Count)),
        };
    }

    private static ImmutableDictionary<string, double> Adherence(TripState state, ImmutableDictionary<string, double> figures) =>
        TripFigures.RouteAdherence(state) is { } adherence ? figures.Add("route_adherence", adherence) : figures;

    private static TripChanged Make(
        TripIdentity identity,
        TripState state,
        TripEventKind kind,
        string name,
        DateTimeOffset at,
        GeoPoint? location,
        Provenance why,
        string suffix = "") => new()
        {
            EventId = EventIds.For(state.Plan!.VehicleId, at, name, identity.TripId + suffix),
            OrganizationId = identity.OrganizationId,
            Timestamp = at,
            VehicleId = state.Plan.VehicleId,
            DriverId = state.DriverId ?? state.Plan.DriverId,
            TripId = identity.TripId,
            Kind = kind,
            Status = state.Status,
            Location = location,
            Why = why,
        };

    private static Provenance Why(string rule, DateTimeOffset at, params (string Name, double Value)[] thresholds) => new()
    {
        Rule = rule,
        RuleVersion = RuleVersion,
        Thresholds = thresholds.ToImmutableDictionary(t => t.Name, t => t.Value),
        Positions = [at],
    };

    private static ImmutableDictionary<string, double> Figures(TripState state) => ImmutableDictionary<string, double>.Empty
        .Add("distance_km", TripFigures.ObservedKm(state))
        .Add("moving_seconds", TripFigures.MovingSeconds(state));
}

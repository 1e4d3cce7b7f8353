using Fleet.Events;
using Fleet.Geography;

namespace Fleet.Trips;

/// <summary>Which waypoints a stretch of way reaches. Pure.</summary>
internal static class TripRoute
{
    /// <summary>
    /// Waypoints are reached in the plan's order. The whole stretch since the point before counts, not only its ends, so
    /// that sparse reports miss none; the arrival is the moment, at even speed, at which it comes within the radius.
    /// </summary>
    public static void Reach(TripIdentity identity, TripState state, TripPoint point, bool first, List<TripChanged> events)
    {
        var waypoints = state.Plan!.Waypoints;
        var trusted = !first && !point.Restarted && state.LastLocation is not null;
        var from = trusted ? state.LastLocation!.Value : point.Location;
        var since = trusted ? state.LastAt : point.Timestamp;
        var behind = 0.0;
        while (state.Arrivals.Count < waypoints.Length)
        {
            var index = state.Arrivals.Count;
            var waypoint = waypoints[index];
            if (Geodesy.EntersCircle(from, point.Location, waypoint.Location, waypoint.RadiusMeters, behind) is not { } share)
                return;

            behind = share;
            var at = since.AddMilliseconds(Math.Round((point.Timestamp - since).TotalMilliseconds * share));
            state.Arrivals.Add(new WaypointArrival { Index = index, At = at });
            events.Add(TripEvents.WaypointReached(identity, state, index, at));
        }
    }
}

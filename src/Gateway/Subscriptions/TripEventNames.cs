using System.Collections.Frozen;
using Fleet.Trips;

namespace Fleet.Gateway.Subscriptions;

/// <summary>The values of <c>event</c> in a trip_update (S0), the same in every protocol.</summary>
public static class TripEventNames
{
    private static readonly FrozenDictionary<TripEventKind, string> Names = new Dictionary<TripEventKind, string>
    {
        [TripEventKind.Started] = "trip_started",
        [TripEventKind.Paused] = "trip_paused",
        [TripEventKind.Resumed] = "trip_resumed",
        [TripEventKind.WaypointReached] = "waypoint_reached",
        [TripEventKind.GeofenceEntry] = "geofence_entry",
        [TripEventKind.GeofenceExit] = "geofence_exit",
        [TripEventKind.GeofenceDwell] = "geofence_dwell",
        [TripEventKind.Completed] = "trip_completed",
        [TripEventKind.Cancelled] = "trip_cancelled",
    }.ToFrozenDictionary();

    public static IReadOnlyCollection<string> All => Names.Values;

    public static string Of(TripEventKind kind) => Names[kind];
}

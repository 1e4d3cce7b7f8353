namespace Fleet.Trips;

/// <summary>The values of <c>event</c> in a trip_update, in the order a trip meets them.</summary>
public enum TripEventKind
{
    Started,
    Paused,
    Resumed,
    WaypointReached,
    GeofenceEntry,
    GeofenceExit,
    Completed,
    Cancelled,

    /// <summary>Last, because numbers of the others are in use.</summary>
    GeofenceDwell,
}

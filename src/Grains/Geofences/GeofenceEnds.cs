namespace Fleet.Geofences;

/// <summary>Why a vehicle left a fence without crossing its border: <c>reason</c> of its exit.</summary>
public static class GeofenceEnds
{
    public const string Schedule = "schedule_closed";

    public const string Expired = "geofence_expired";

    public const string Deleted = "geofence_deleted";
}

namespace Fleet.Directory;

public enum EntityKind
{
    Organization,
    Vehicle,
    Driver,
    Trip,
    Geofence,
    Camera,
    Zone,
    Accident,

    /// <summary>Of weather and air.</summary>
    Area,
    WeatherAlert,
}

namespace Fleet.Directory;

public enum EntityKind
{
    Organization,
    Vehicle,
    Driver,
    Trip,
    Geofence,
    Alert,

    /// <summary>An organization's alert rules, where they have something left to hand on.</summary>
    AlertRules,
    Webhook,
    Workflow,
    Camera,
    Zone,
    Accident,

    /// <summary>Of weather and air.</summary>
    Area,
    WeatherAlert,
}

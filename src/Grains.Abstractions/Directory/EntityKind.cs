namespace Fleet.Directory;

public enum EntityKind
{
    Organization,
    Vehicle,
    Driver,
    Trip,
    Geofence,
    Webhook,
    Workflow,
}

namespace Fleet.Alerts;

/// <summary>What a rule looks at, in the seeds' names.</summary>
public enum AlertEventKind
{
    SafetyEvent,

    /// <summary>Every step of a trip, and fences crossed.</summary>
    TripUpdate,

    /// <summary>Fences crossed alone (S1's geofence_event).</summary>
    GeofenceEvent,

    DriverCompliance,
    DriverPerformance,

    /// <summary>A vehicle that changed status without a position: it fell silent, or was removed.</summary>
    VehicleStatus,

    /// <summary>Of the organization's own definition, once it is complete.</summary>
    CustomEvent,
}

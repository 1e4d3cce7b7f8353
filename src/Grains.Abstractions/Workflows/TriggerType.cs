namespace Fleet.Workflows;

/// <summary>What starts a workflow.</summary>
public enum TriggerType
{
    /// <summary>By hand only.</summary>
    Manual,
    Geofence,
    Alert,
    Trip,
    CustomEvent,
    Schedule,
}

namespace Fleet.Geofences;

/// <summary>How much a fence's events matter to the people who are told of them.</summary>
public enum GeofencePriority
{
    Low,
    Normal,
    High,
    Critical,
}

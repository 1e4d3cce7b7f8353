namespace Fleet.Geofences;

public enum CrossingKind
{
    Entry,
    Exit,

    /// <summary>Still inside after the fence's dwell time. Once a stay.</summary>
    Dwell,
}

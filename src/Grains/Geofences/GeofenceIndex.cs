namespace Fleet.Geofences;

/// <summary>All fences of an organization, ready to be asked about a point. Immutable: a change makes a new one that shares the rest.</summary>
public sealed class GeofenceIndex
{
    public static GeofenceIndex Empty { get; } = new();

    /// <summary>The catalogue's version that this holds; −1 for none.</summary>
    public long Version { get; } = -1;

    public GeofenceIndex With(GeofenceChanges changes) => changes is null ? Empty : this;
}

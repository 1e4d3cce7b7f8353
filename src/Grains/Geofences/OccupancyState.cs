using System.Collections.Immutable;
using Fleet.Vehicles;

namespace Fleet.Geofences;

/// <summary>The fences that one vehicle is inside of. Owned and persisted by the vehicle grain.</summary>
[GenerateSerializer, Alias("Fleet.OccupancyState")]
public sealed class OccupancyState
{
    [Id(0)] public ImmutableArray<GeofencePresence> Inside { get; set; } = [];

    /// <summary>The lowest limit of the fences it is inside of, km/h; null where none has one.</summary>
    public double? SpeedLimitKmh(GeofenceIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        double? lowest = null;
        foreach (var presence in Inside)
        {
            if (index.TryGet(presence.GeofenceId, out var fence)
                && fence.Definition.SpeedLimitKmh is { } limit
                && !(limit >= lowest))
            {
                lowest = limit;
            }
        }

        return lowest;
    }

    /// <summary>Its place in <see cref="Inside"/>, or −1.</summary>
    internal int Find(string geofenceId)
    {
        for (var i = 0; i < Inside.Length; i++)
        {
            if (string.Equals(Inside[i].GeofenceId, geofenceId, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}

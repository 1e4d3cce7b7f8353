using System.Collections.Immutable;
using Fleet.Vehicles;

namespace Fleet.Geofences;

/// <summary>The fences that one vehicle is inside of. Owned by the vehicle grain.</summary>
[GenerateSerializer, Alias("Fleet.OccupancyState")]
public sealed class OccupancyState
{
    [Id(0)] public ImmutableArray<GeofencePresence> Inside { get; set; } = [];

    /// <summary>The lowest limit of the fences it is inside of, km/h; null where none has one.</summary>
    public double? SpeedLimitKmh(GeofenceIndex index) => Inside.IsDefaultOrEmpty || index is null ? null : throw new NotImplementedException();
}

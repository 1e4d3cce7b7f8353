using System.Collections.Immutable;
using Fleet.Geofences;
using Fleet.Vehicles;

namespace Fleet.CustomEvents;

/// <summary>One good position of a vehicle as custom events see it.</summary>
/// <param name="MovedMeters">Since the position before.</param>
/// <param name="Restarted">The way from the position before cannot be trusted.</param>
/// <param name="Inside">The fences it is inside of after this position.</param>
internal readonly record struct CustomEventStep(
    Position Position,
    double SpeedKmh,
    double MovedMeters,
    bool Restarted,
    IReadOnlyList<GeofenceCrossing> Crossings,
    ImmutableArray<GeofencePresence> Inside,
    GeofenceIndex Fences);

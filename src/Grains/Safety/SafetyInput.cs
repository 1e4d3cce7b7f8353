using Fleet.Roads;
using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>One step of a vehicle, in event-time order.</summary>
/// <param name="Previous">The accepted position before; null for the first, or where the way between cannot be trusted.</param>
/// <param name="SpeedKmh">Reported or derived speed at <paramref name="Current"/>.</param>
/// <param name="SpeedLimitKmh">The limit in force; null where none is known.</param>
/// <param name="LimitRoad">The road whose limit it is, null where it is none's.</param>
/// <param name="LimitSource">report, fence, road or organization; null without a limit.</param>
public readonly record struct SafetyInput(
    Position? Previous,
    Position Current,
    double SpeedKmh,
    double? SpeedLimitKmh,
    string? LimitSource,
    RoadMatch? LimitRoad = null);

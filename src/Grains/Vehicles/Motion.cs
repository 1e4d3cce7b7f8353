using System.Collections.Immutable;
using Fleet.Events;

namespace Fleet.Vehicles;

/// <summary>What is derived from one position and those before it; the members mean what <see cref="LocationUpdated"/> says.</summary>
/// <param name="FuelUsed">Share of the tank that is known to be burnt since this was last said; less than 0 where the gauge swung back.</param>
/// <param name="FuelMeters">The way on which it was.</param>
public readonly record struct Motion(
    double SpeedKmh,
    double? SpeedChangeKmh,
    double? DirectionChangeDegrees,
    double? FuelRate,
    double FuelUsed,
    double FuelMeters,
    ImmutableArray<Anomaly> Anomalies);

using Fleet.Geography;
using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>Measured speed and heading at one moment.</summary>
/// <param name="TurnRate">Since the fix before by headings, or at the moment by gyroscope: rad/s, positive to the right; null where unknown.</param>
/// <param name="ByGyroscope">Which of the two.</param>
/// <param name="Acceleration">The reading of the moment, m/s², device frame.</param>
[GenerateSerializer, Immutable, Alias("Fleet.MotionFix")]
public readonly record struct MotionFix(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] double SpeedKmh,
    [property: Id(2)] double? HeadingDegrees,
    [property: Id(3)] GeoPoint Location,
    [property: Id(4)] double? TurnRate = null,
    [property: Id(5)] bool ByGyroscope = false,
    [property: Id(6)] Vector3? Acceleration = null);

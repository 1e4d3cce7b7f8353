namespace Fleet.Safety;

/// <summary>Measured speed and heading at one moment.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.MotionFix")]
public readonly record struct MotionFix(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] double SpeedKmh,
    [property: Id(2)] double? HeadingDegrees);

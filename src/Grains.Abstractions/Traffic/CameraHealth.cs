namespace Fleet.Traffic;

/// <summary>What a camera says of itself; null for what it does not say.</summary>
/// <param name="FramesPerSecond">Of its picture.</param>
[GenerateSerializer, Immutable, Alias("Fleet.CameraHealth")]
public sealed record CameraHealth(
    [property: Id(0)] HealthGrade? Connectivity,
    [property: Id(1)] HealthGrade? ImageQuality,
    [property: Id(2)] double? FramesPerSecond);

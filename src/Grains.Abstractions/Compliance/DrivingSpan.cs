namespace Fleet.Compliance;

/// <summary>A stretch of time in which a vehicle's positions show that it was driven.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.DrivingSpan")]
public readonly record struct DrivingSpan(
    [property: Id(0)] DateTimeOffset From,
    [property: Id(1)] DateTimeOffset Until);

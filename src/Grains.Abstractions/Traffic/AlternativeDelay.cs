namespace Fleet.Traffic;

/// <summary>Another way.</summary>
/// <param name="DelayMinutes">Against the zone's own free-flow travel time.</param>
[GenerateSerializer, Immutable, Alias("Fleet.AlternativeDelay")]
public readonly record struct AlternativeDelay([property: Id(0)] string Route, [property: Id(1)] double DelayMinutes);

namespace Fleet.Events;

/// <summary>One sliding window of the fleet.</summary>
/// <param name="Minutes">How long, to the minute: the newest so many minutes of the clock, the one under way included.</param>
/// <param name="Sums">Of what happened within.</param>
/// <param name="ActiveVehicles">Vehicles whose newest position is within.</param>
[GenerateSerializer, Immutable, Alias("Fleet.FleetWindow")]
public readonly record struct FleetWindow([property: Id(0)] int Minutes, [property: Id(1)] FleetSums Sums, [property: Id(2)] int ActiveVehicles);

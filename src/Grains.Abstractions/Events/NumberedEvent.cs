namespace Fleet.Events;

/// <summary>An event with its place in its shard's line.</summary>
/// <param name="N">Counts from 1 within the line's epoch.</param>
/// <param name="Event">What happened.</param>
[GenerateSerializer, Immutable, Alias("Fleet.NumberedEvent")]
public sealed record NumberedEvent([property: Id(0)] long N, [property: Id(1)] FleetEvent Event);

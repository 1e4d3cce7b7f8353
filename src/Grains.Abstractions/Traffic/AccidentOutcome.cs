namespace Fleet.Traffic;

/// <param name="Accident">As it is now; null where there is none.</param>
[GenerateSerializer, Immutable, Alias("Fleet.AccidentOutcome")]
public sealed record AccidentOutcome([property: Id(0)] TrafficTaken Taken, [property: Id(1)] Accident? Accident);

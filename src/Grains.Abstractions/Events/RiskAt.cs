namespace Fleet.Events;

/// <summary>A safety event's risk.</summary>
/// <param name="Score">0 … 1.</param>
[GenerateSerializer, Immutable, Alias("Fleet.RiskAt")]
public readonly record struct RiskAt([property: Id(0)] DateTimeOffset At, [property: Id(1)] double Score);

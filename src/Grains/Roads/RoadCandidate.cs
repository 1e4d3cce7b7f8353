namespace Fleet.Roads;

/// <summary>A road that a vehicle may be on.</summary>
/// <param name="LayerId">Null where it is none of the layers'.</param>
/// <param name="Cost">How much less likely than the best one: the difference of the logarithms, 0 for the best.</param>
/// <param name="Forward">Driven along its line.</param>
[GenerateSerializer, Immutable, Alias("Fleet.RoadCandidate")]
public readonly record struct RoadCandidate(
    [property: Id(0)] string? LayerId,
    [property: Id(1)] string? RoadId,
    [property: Id(2)] double Cost,
    [property: Id(3)] bool Forward);

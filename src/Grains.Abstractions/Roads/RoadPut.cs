namespace Fleet.Roads;

/// <summary>What became of an upload.</summary>
/// <param name="Layer">The layer as it now is; null where it would be too much.</param>
/// <param name="TooMany">What there would be too many of: <c>layers</c> or <c>points</c>; null where it was taken.</param>
[GenerateSerializer, Immutable, Alias("Fleet.RoadPut")]
public sealed record RoadPut([property: Id(0)] RoadLayerInfo? Layer, [property: Id(1)] string? TooMany);

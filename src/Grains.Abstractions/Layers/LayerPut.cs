namespace Fleet.Layers;

/// <summary>What became of an upload.</summary>
/// <param name="Layer">The layer as it now is; null where it would be too much.</param>
/// <param name="TooMany">What there would be too many of: <c>layers</c> or <c>points</c>; null where it was taken.</param>
[GenerateSerializer, Immutable, Alias("Fleet.RoadPut")]
public sealed record LayerPut([property: Id(0)] LayerInfo? Layer, [property: Id(1)] string? TooMany);

namespace Fleet.Safety;

/// <summary>One harsh-driving threshold; zero in either member means the detector's documented default.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.HarshThreshold")]
public readonly record struct HarshThreshold(
    [property: Id(0)] double MetersPerSecondSquared,
    [property: Id(1)] double Seconds);

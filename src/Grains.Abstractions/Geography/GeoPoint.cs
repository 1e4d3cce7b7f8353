namespace Fleet.Geography;

/// <summary>A WGS84 position. Latitude −90 … 90, longitude −180 … 180, degrees.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.GeoPoint")]
public readonly record struct GeoPoint(
    [property: Id(0)] double Latitude,
    [property: Id(1)] double Longitude);

namespace Fleet.Geography;

/// <summary>
/// A rectangle of latitudes and longitudes, borders included. Where <c>Southwest.Longitude</c> is greater than
/// <c>Northeast.Longitude</c> the rectangle crosses the antimeridian.
/// </summary>
[GenerateSerializer, Immutable, Alias("Fleet.GeoBounds")]
public readonly record struct GeoBounds(
    [property: Id(0)] GeoPoint Southwest,
    [property: Id(1)] GeoPoint Northeast)
{
    public bool Contains(double latitude, double longitude) =>
        latitude >= Southwest.Latitude && latitude <= Northeast.Latitude
        && (Southwest.Longitude <= Northeast.Longitude
            ? longitude >= Southwest.Longitude && longitude <= Northeast.Longitude
            : longitude >= Southwest.Longitude || longitude <= Northeast.Longitude);
}

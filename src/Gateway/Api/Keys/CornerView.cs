using Fleet.Geography;

namespace Fleet.Gateway.Api.Keys;

public sealed record CornerView(double Lat, double Lng)
{
    internal static CornerView Of(GeoPoint point) => new(point.Latitude, point.Longitude);
}

namespace Fleet.Gateway.Api.History;

internal enum RouteFormat
{
    Geojson,
    Polyline,
}

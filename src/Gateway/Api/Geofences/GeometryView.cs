using System.ComponentModel;

namespace Fleet.Gateway.Api.Geofences;

/// <param name="Type">Polygon or MultiPolygon.</param>
/// <param name="Coordinates">Rings of [longitude, latitude]; the first of a polygon is its outer ring, the others are holes.</param>
public sealed record GeometryView(
    string Type,
    [property: Description("Rings of [longitude, latitude], as RFC 7946 has them.")] object Coordinates);

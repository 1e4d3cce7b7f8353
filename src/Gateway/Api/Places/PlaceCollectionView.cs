using System.ComponentModel;
using System.Text.Json;

namespace Fleet.Gateway.Api.Places;

/// <summary>GeoJSON (RFC 7946) FeatureCollection of Points, LineStrings, MultiLineStrings, Polygons and MultiPolygons.</summary>
/// <param name="Type">FeatureCollection.</param>
/// <param name="Features">Places.</param>
public sealed record PlaceCollectionView(
    string Type,
    [property: Description("Features with the properties name and, of points, address.")] IReadOnlyList<JsonElement> Features);

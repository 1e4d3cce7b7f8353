using System.ComponentModel;
using System.Text.Json;

namespace Fleet.Gateway.Api.Roads;

/// <summary>GeoJSON (RFC 7946) FeatureCollection of LineStrings and MultiLineStrings.</summary>
/// <param name="Type">FeatureCollection.</param>
/// <param name="Features">Roads.</param>
public sealed record RoadCollectionView(
    string Type,
    [property: Description("Features with properties as OpenStreetMap has them: maxspeed, maxspeed:forward, maxspeed:backward, oneway, name.")] IReadOnlyList<JsonElement> Features);

using System.ComponentModel;

namespace Fleet.Gateway.Api.Geofences;

/// <summary>Many fences: exactly one of features and geofences.</summary>
public sealed record ImportBody
{
    [Description("FeatureCollection, with features.")]
    public string? Type { get; init; }

    [Description("GeoJSON features. geometry: Polygon, MultiPolygon, Point (with properties.radius_m: a circle) or LineString (with properties.width_m: a corridor). properties: the other fields of a geofence; its id is properties.geofence_id or the feature's own id.")]
    public IReadOnlyList<FeatureView>? Features { get; init; }

    public IReadOnlyList<GeofenceBody>? Geofences { get; init; }
}

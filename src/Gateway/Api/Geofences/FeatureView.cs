using System.ComponentModel;
using System.Text.Json;

namespace Fleet.Gateway.Api.Geofences;

/// <summary>A GeoJSON feature.</summary>
public sealed record FeatureView
{
    public required string Type { get; init; }

    [Description("Text, or a whole number.")]
    public JsonElement? Id { get; init; }

    public required GeometryView Geometry { get; init; }

    public required JsonElement Properties { get; init; }
}

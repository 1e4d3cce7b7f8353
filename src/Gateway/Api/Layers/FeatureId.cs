using System.Globalization;
using System.Text.Json;
using Fleet.Gateway.Json;

namespace Fleet.Gateway.Api.Layers;

/// <summary>The id of a GeoJSON feature: its own, else the one that OpenStreetMap's exports put into the properties.</summary>
internal static class FeatureId
{
    /// <summary>Null where it names none.</summary>
    public static string? Of(JsonFields feature, JsonFields? properties) =>
        IdOf(feature, "id") ?? (properties is null ? null : IdOf(properties, "osm_id") ?? IdOf(properties, "@id") ?? IdOf(properties, "id"));

    /// <summary>Ids are numbers as often as text, and "way/123" in some exports.</summary>
    private static string? IdOf(JsonFields fields, string name) => fields.KindOf(name) switch
    {
        JsonValueKind.Number => fields.WholeNumber(name, long.MinValue, long.MaxValue)?.ToString(CultureInfo.InvariantCulture),
        JsonValueKind.String => fields.Text(name, Identifier.MaxLength),
        _ => null,
    };
}

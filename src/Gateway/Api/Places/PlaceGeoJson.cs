using System.Collections.Immutable;
using System.Text.Json;
using Fleet.Gateway.Api.Geofences;
using Fleet.Places;

namespace Fleet.Gateway.Api.Places;

/// <summary>Writes a layer as GeoJSON that can be put again.</summary>
internal static class PlaceGeoJson
{
    public static void Write(Utf8JsonWriter writer, PlaceLayer layer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "FeatureCollection"u8);
        writer.WriteStartArray("features"u8);
        foreach (var place in layer.Places)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "Feature"u8);
            writer.WriteString("id"u8, place.PlaceId);
            writer.WriteStartObject("properties"u8);
            if (place.Name is not null)
                writer.WriteString("name"u8, place.Name);
            if (place.Address is not null)
                writer.WriteString("address"u8, place.Address);
            writer.WriteEndObject();
            var (type, coordinates) = Geometry(place);
            writer.WriteStartObject("geometry"u8);
            writer.WriteString("type"u8, type);
            writer.WritePropertyName("coordinates"u8);
            JsonSerializer.Serialize(writer, coordinates);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static (string Type, object Coordinates) Geometry(Place place)
    {
        if (place.Point is { } point)
            return ("Point", new[] { point.Longitude, point.Latitude });

        if (place.Area is { } area)
        {
            var view = GeoJson.Write(area);
            return (view.Type, view.Coordinates);
        }

        return place.Lines.Length == 1 ? ("LineString", Line(place.Lines[0])) : ("MultiLineString", place.Lines.Select(Line).ToArray());
    }

    private static decimal[][] Line(ImmutableArray<int> line) =>
        [.. line.Chunk(2).Select(p => new[] { (decimal)p[0] / 10_000_000, (decimal)p[1] / 10_000_000 })];
}

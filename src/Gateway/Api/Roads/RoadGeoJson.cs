using System.Text.Json;
using Fleet.Roads;

namespace Fleet.Gateway.Api.Roads;

/// <summary>Writes a layer as GeoJSON that can be put again.</summary>
internal static class RoadGeoJson
{
    public static void Write(Utf8JsonWriter writer, RoadLayer layer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "FeatureCollection"u8);
        writer.WriteStartArray("features"u8);
        foreach (var road in layer.Roads)
        {
            WriteFeature(writer, road);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteFeature(Utf8JsonWriter writer, RoadLimit road)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "Feature"u8);
        writer.WriteString("id"u8, road.RoadId);
        writer.WriteStartObject("properties"u8);
        if (road.Name is not null)
            writer.WriteString("name"u8, road.Name);
        if (road.ForwardKmh == road.BackwardKmh && road.ForwardKmh is { } both)
        {
            writer.WriteNumber("maxspeed"u8, both);
        }
        else
        {
            if (road.ForwardKmh is { } forward)
                writer.WriteNumber("maxspeed:forward"u8, forward);
            if (road.BackwardKmh is { } backward)
                writer.WriteNumber("maxspeed:backward"u8, backward);
        }

        if (road.Direction != RoadDirection.Both)
            writer.WriteString("oneway"u8, road.Direction == RoadDirection.Forward ? "yes"u8 : "-1"u8);
        writer.WriteEndObject();
        writer.WriteStartObject("geometry"u8);
        writer.WriteString("type"u8, road.Lines.Length == 1 ? "LineString"u8 : "MultiLineString"u8);
        writer.WritePropertyName("coordinates"u8);
        if (road.Lines.Length != 1)
            writer.WriteStartArray();
        foreach (var line in road.Lines)
        {
            writer.WriteStartArray();
            for (var i = 0; i + 1 < line.Length; i += 2)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue((decimal)line[i] / 10_000_000);
                writer.WriteNumberValue((decimal)line[i + 1] / 10_000_000);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        if (road.Lines.Length != 1)
            writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}

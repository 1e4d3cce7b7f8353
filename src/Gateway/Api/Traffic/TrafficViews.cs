using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Gateway.Api.Geofences;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Protocols.Traffic;
using Fleet.Geofences;
using Fleet.Traffic;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>Things of traffic as REST shows them: the members of the socket's data, and what it has not.</summary>
internal static class TrafficViews
{
    public static JsonObject Of(CameraSnapshot camera) => Make(camera, static (writer, c) =>
    {
        writer.WriteString("camera_id"u8, c.Definition.CameraId);
        TrafficJson.WritePlace(writer, c.Definition.Location);
        writer.WriteKnown("name"u8, c.Definition.Name);
        writer.WriteKnown("road"u8, c.Definition.Road);
        writer.WriteKnown("free_flow_speed"u8, c.Definition.FreeFlowKmh);
        writer.WriteString("status"u8, WireNames<CameraStatus>.Of(c.Status));
        if (c.LastFrame is { } frame)
            writer.WriteTime("last_frame"u8, frame);

        TrafficJson.WriteHealth(writer, c.Health);
        writer.WriteTexts("zones"u8, c.ZoneIds);
        if (c.Flow is { } flow)
        {
            writer.WriteStartObject("flow"u8);
            writer.WriteTime("timestamp"u8, flow.Timestamp);
            TrafficJson.WriteFlow(writer, flow);
            writer.WriteEndObject();
        }
    });

    public static JsonObject Of(ZoneSnapshot zone)
    {
        var view = Make(zone, static (writer, z) =>
        {
            var definition = z.Definition;
            writer.WriteString("zone_id"u8, definition.ZoneId);
            writer.WriteString("name"u8, definition.Name);
            TrafficJson.WritePlace(writer, definition.Center);
            writer.WriteTexts("roads"u8, definition.Roads);
            writer.WriteTexts("cameras"u8, definition.CameraIds);
            writer.WriteNumber("free_flow_speed"u8, definition.FreeFlowKmh);
            writer.WriteNumber("length_km"u8, Math.Round(definition.LengthKm, 3));
            writer.WriteStartArray("alternative_routes"u8);
            foreach (var route in definition.Alternatives)
            {
                writer.WriteStartObject();
                writer.WriteString("route"u8, route.Route);
                writer.WriteNumber("length_km"u8, route.LengthKm);
                writer.WriteNumber("free_flow_speed"u8, route.FreeFlowKmh);
                writer.WriteTexts("cameras"u8, route.CameraIds);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartObject("congestion"u8);
            if (z.Congestion.At != default)
                writer.WriteTime("timestamp"u8, z.Congestion.At);

            TrafficJson.WriteCongestion(writer, z.Congestion);
            writer.WriteEndObject();
        });
        switch (zone.Definition.Shape)
        {
            case PolygonShape polygon:
                view["geometry"] = Node(GeoJson.Write(polygon));
                break;
            case CircleShape circle:
                view["circle"] = Node(new CircleView(new CenterView(circle.Center.Latitude, circle.Center.Longitude), circle.RadiusMeters));
                break;
            case CorridorShape corridor:
                view["corridor"] = Node(new CorridorView([.. corridor.Path.Select(p => new[] { p.Longitude, p.Latitude })], corridor.WidthMeters));
                break;
        }

        return view;
    }

    public static JsonObject Of(Accident accident) => Make(accident, TrafficJson.WriteAccident);

    public static JsonObject Of(string areaId, Weather weather) => Make((areaId, weather), static (writer, w) =>
    {
        writer.WriteTime("timestamp"u8, w.weather.Timestamp);
        TrafficJson.WriteWeather(writer, w.areaId, w.weather);
    });

    public static JsonObject Of(string areaId, AirQuality air) => Make((areaId, air), static (writer, a) =>
    {
        writer.WriteTime("timestamp"u8, a.air.Timestamp);
        TrafficJson.WriteAir(writer, a.areaId, a.air);
    });

    public static JsonObject Of(WeatherAlert alert) => Make(alert, static (writer, a) =>
    {
        writer.WriteTime("timestamp"u8, a.IssuedAt);
        TrafficJson.WriteWarning(writer, a);
    });

    public static JsonObject Of(TrafficAlert alert) => Make(alert, static (writer, a) => TrafficJson.WriteAlert(writer, a, cleared: false));

    private static JsonObject Make<T>(T thing, Action<Utf8JsonWriter, T> write) =>
        JsonNode.Parse(JsonBytes.Write((thing, write), static (writer, m) =>
        {
            writer.WriteStartObject();
            m.write(writer, m.thing);
            writer.WriteEndObject();
        }))!.AsObject();

    private static JsonNode? Node<T>(T view) => JsonSerializer.SerializeToNode(view, Views);

    private static readonly JsonSerializerOptions Views = MakeViews();

    private static JsonSerializerOptions MakeViews()
    {
        var options = new JsonSerializerOptions();
        ApiJson.Configure(options);
        return options;
    }
}

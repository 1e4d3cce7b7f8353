using System.Text.Json;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Geography;
using Fleet.Traffic;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>The members of <c>data</c>, S2's first and under its names. REST answers with the same.</summary>
internal static class TrafficJson
{
    public static void WriteFlow(Utf8JsonWriter writer, TrafficFlowMeasured flow)
    {
        writer.WriteString("camera_id"u8, flow.SubjectId);
        WritePlace(writer, flow.Place);
        writer.WriteNumber("intensity"u8, flow.Intensity);
        writer.WriteKnown("average_speed"u8, flow.AverageSpeedKmh);
        writer.WriteStartObject("vehicle_types"u8);
        foreach (var (type, count) in flow.VehicleTypes)
        {
            writer.WriteNumber(type, count);
        }

        writer.WriteEndObject();
        writer.WriteKnown("occupancy"u8, flow.Occupancy);
        writer.WriteKnown("congestion_level"u8, flow.Level is { } level ? WireNames<CongestionLevel>.Of(level) : null);
        writer.WriteNumber("period_seconds"u8, flow.PeriodSeconds);
        WriteZones(writer, flow);
    }

    /// <summary>S2 tells of a new accident, of an update and of the end different members; each has what it needs to stand alone.</summary>
    public static void WriteStep(Utf8JsonWriter writer, AccidentChanged step, bool snapshot)
    {
        var accident = step.Accident;
        if (snapshot || step.Change == AccidentChange.New)
        {
            WriteAccident(writer, accident);
            return;
        }

        writer.WriteString("id"u8, accident.AccidentId);
        writer.WriteString("status"u8, WireNames<AccidentStatus>.Of(accident.Status));
        writer.WriteKnown("emergency_services"u8, accident.EmergencyServices is { } services ? WireNames<EmergencyServices>.Of(services) : null);
        WriteEnd(writer, accident);
        WritePlace(writer, accident.Location);
        writer.WriteString("severity"u8, WireNames<AccidentSeverity>.Of(accident.Severity));
        writer.WriteKnown("camera_id"u8, accident.CameraId);
        writer.WriteKnown("vehicles_involved"u8, accident.VehiclesInvolved);
        writer.WriteKnown("description"u8, accident.Description);
        writer.WriteTexts("zones"u8, accident.ZoneIds);
    }

    public static void WriteAccident(Utf8JsonWriter writer, Accident accident)
    {
        writer.WriteString("id"u8, accident.AccidentId);
        WritePlace(writer, accident.Location);
        writer.WriteString("severity"u8, WireNames<AccidentSeverity>.Of(accident.Severity));
        writer.WriteKnown("confidence"u8, accident.Confidence);
        writer.WriteKnown("camera_id"u8, accident.CameraId);
        writer.WriteKnown("vehicles_involved"u8, accident.VehiclesInvolved);
        writer.WriteString("status"u8, WireNames<AccidentStatus>.Of(accident.Status));
        writer.WriteKnown("emergency_services"u8, accident.EmergencyServices is { } services ? WireNames<EmergencyServices>.Of(services) : null);
        writer.WriteKnown("road"u8, accident.Road);
        writer.WriteKnown("description"u8, accident.Description);
        writer.WriteTime("reported_at"u8, accident.ReportedAt);
        writer.WriteTime("updated_at"u8, accident.UpdatedAt);
        WriteEnd(writer, accident);
        writer.WriteTexts("zones"u8, accident.ZoneIds);
    }

    public static void WriteCongestion(Utf8JsonWriter writer, CongestionChanged changed)
    {
        writer.WriteString("zone_id"u8, changed.SubjectId);
        WriteCongestion(writer, changed.Congestion);
        WritePlace(writer, changed.Place);
        if (changed.Removed)
            writer.WriteBoolean("removed"u8, true);
    }

    public static void WriteCongestion(Utf8JsonWriter writer, Congestion congestion)
    {
        writer.WriteString("level"u8, congestion.Level is { } level ? WireNames<CongestionLevel>.Of(level) : "unknown");
        writer.WriteKnown("severity"u8, congestion.Severity);
        writer.WriteTexts("affected_roads"u8, congestion.AffectedRoads);
        writer.WriteKnown("estimated_delay"u8, congestion.DelayMinutes);
        writer.WriteStartArray("alternative_routes"u8);
        foreach (var (route, delay) in congestion.Alternatives)
        {
            writer.WriteStartObject();
            writer.WriteString("route"u8, route);
            writer.WriteNumber("delay"u8, delay);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteKnown("travel_time_index"u8, congestion.TravelTimeIndex);
        writer.WriteNumber("cameras"u8, congestion.Cameras);
        writer.WriteNumber("fleet_vehicles"u8, congestion.Vehicles);
    }

    public static void WriteWeather(Utf8JsonWriter writer, string areaId, Weather weather)
    {
        WritePlace(writer, weather.Location);
        writer.WriteKnown("temperature"u8, weather.Temperature);
        writer.WriteKnown("conditions"u8, weather.Conditions);
        writer.WriteKnown("precipitation"u8, weather.Precipitation);
        writer.WriteKnown("humidity"u8, weather.Humidity);
        writer.WriteKnown("wind_speed"u8, weather.WindSpeed);
        writer.WriteKnown("visibility"u8, weather.Visibility);
        writer.WriteString("area_id"u8, areaId);
    }

    public static void WriteWarning(Utf8JsonWriter writer, WeatherAlert alert)
    {
        writer.WriteString("alert_type"u8, alert.Type);
        writer.WriteString("severity"u8, WireNames<WeatherAlertSeverity>.Of(alert.Severity));
        writer.WriteKnown("description"u8, alert.Description);
        writer.WriteTexts("affected_zones"u8, alert.ZoneIds);
        writer.WriteTime("start_time"u8, alert.Start);
        writer.WriteTime("end_time"u8, alert.End);
        writer.WriteString("id"u8, alert.AlertId);
    }

    public static void WriteAir(Utf8JsonWriter writer, string areaId, AirQuality air)
    {
        WritePlace(writer, air.Location);
        writer.WriteNumber("aqi"u8, air.Aqi);
        writer.WriteString("category"u8, AirQualityIndex.CategoryOf(air.Aqi));
        writer.WriteKnown("dominant_pollutant"u8, air.Dominant is { } worst ? AirQualityIndex.NameOf(worst) : null);
        writer.WriteStartObject("pollutants"u8);
        foreach (var (pollutant, concentration) in air.Pollutants)
        {
            writer.WriteNumber(WireNames<Pollutant>.Of(pollutant), concentration);
        }

        writer.WriteEndObject();
        writer.WriteString("area_id"u8, areaId);
    }

    public static void WriteStatus(Utf8JsonWriter writer, CameraStatusChanged status)
    {
        writer.WriteString("camera_id"u8, status.SubjectId);
        writer.WriteString("status"u8, WireNames<CameraStatus>.Of(status.Status));
        if (status.LastFrame is { } frame)
            writer.WriteTime("last_frame"u8, frame);

        WriteHealth(writer, status.Health);
        WritePlace(writer, status.Place);
        if (status.Removed)
            writer.WriteBoolean("removed"u8, true);
    }

    public static void WriteHealth(Utf8JsonWriter writer, CameraHealth? health)
    {
        writer.WriteStartObject("health"u8);
        writer.WriteKnown("connectivity"u8, health?.Connectivity is { } connectivity ? WireNames<HealthGrade>.Of(connectivity) : null);
        writer.WriteKnown("image_quality"u8, health?.ImageQuality is { } quality ? WireNames<HealthGrade>.Of(quality) : null);
        writer.WriteKnown("fps"u8, health?.FramesPerSecond);
        writer.WriteEndObject();
    }

    public static void WriteAlert(Utf8JsonWriter writer, TrafficAlert alert, bool cleared)
    {
        writer.WriteString("id"u8, alert.AlertId);
        writer.WriteString("priority"u8, WireNames<TrafficAlertPriority>.Of(alert.Priority));
        writer.WriteString("category"u8, WireNames<TrafficAlertCategory>.Of(alert.Category));
        writer.WriteString("title"u8, alert.Title);
        writer.WriteString("message"u8, alert.Message);
        WritePlace(writer, alert.Location);
        writer.WriteBoolean("action_required"u8, alert.ActionRequired);
        writer.WriteString("source_id"u8, alert.SourceId);
        writer.WriteTime("raised_at"u8, alert.RaisedAt);
        writer.WriteTexts("zones"u8, alert.ZoneIds);
        if (cleared)
            writer.WriteBoolean("cleared"u8, true);
    }

    /// <summary>S2's spelling of a place.</summary>
    public static void WritePlace(Utf8JsonWriter writer, GeoPoint? place)
    {
        if (place is not { } at)
            return;

        writer.WriteStartObject("location"u8);
        writer.WriteNumber("lat"u8, at.Latitude);
        writer.WriteNumber("lon"u8, at.Longitude);
        writer.WriteEndObject();
    }

    private static void WriteEnd(Utf8JsonWriter writer, Accident accident)
    {
        writer.WriteKnown("resolution"u8, accident.Resolution is { } resolution ? WireNames<AccidentResolution>.Of(resolution) : null);
        writer.WriteKnown("duration"u8, accident.DurationMinutes);
    }

    private static void WriteZones(Utf8JsonWriter writer, TrafficEvent e)
    {
        if (!e.ZoneIds.IsEmpty)
            writer.WriteTexts("zones"u8, e.ZoneIds);
    }
}

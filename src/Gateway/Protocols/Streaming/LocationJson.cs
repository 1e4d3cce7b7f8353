using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Json;
using Fleet.Gateway.Subscriptions;
using Fleet.Safety;
using Fleet.Vehicles;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>location_update, and the elements of location_batch, which have the time inside <c>location</c> (S0).</summary>
internal static class LocationJson
{
    public static void WriteUpdate(Utf8JsonWriter writer, FeedEvent e)
    {
        var location = (LocationUpdated)e.Event;
        writer.WriteStartObject();
        writer.WriteString("type"u8, "location_update"u8);
        writer.WriteTime("timestamp"u8, location.Timestamp);
        WriteBody(writer, e, location, timeInside: false);
        writer.WriteEndObject();
    }

    public static void WriteElement(Utf8JsonWriter writer, FeedEvent e)
    {
        writer.WriteStartObject();
        WriteBody(writer, e, (LocationUpdated)e.Event, timeInside: true);
        writer.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter writer, FeedEvent e, LocationUpdated location, bool timeInside)
    {
        writer.WriteIds(location);
        WriteFix(writer, location, timeInside);
        WriteMotion(writer, location.Position);
        writer.WriteString("event_id"u8, location.EventId);
        writer.WriteOffsetOf(e);
        WriteServerTimes(writer, location);
        writer.WriteKnown("address"u8, location.Address);
        WriteGeofences(writer, location);
        WriteDerived(writer, location);
        WriteAnomalies(writer, location);
    }

    private static void WriteFix(Utf8JsonWriter writer, LocationUpdated location, bool timeInside)
    {
        var position = location.Position;
        writer.WriteStartObject("location"u8);
        writer.WriteKnown("latitude"u8, position.Latitude);
        writer.WriteKnown("longitude"u8, position.Longitude);
        writer.WriteKnown("speed"u8, location.SpeedKmh);
        writer.WriteKnown("heading"u8, position.HeadingDegrees);
        writer.WriteKnown("accuracy"u8, position.AccuracyMeters);
        writer.WriteKnown("altitude"u8, position.AltitudeMeters);
        if (timeInside)
        {
            writer.WriteTime("timestamp"u8, location.Timestamp);
        }

        writer.WriteEndObject();
    }

    private static void WriteMotion(Utf8JsonWriter writer, Position position)
    {
        if (position.Acceleration is null && position.Gyroscope is null)
        {
            return;
        }

        writer.WriteStartObject("motion"u8);
        WriteVector(writer, "acceleration"u8, position.Acceleration);
        WriteVector(writer, "gyroscope"u8, position.Gyroscope);
        writer.WriteEndObject();
    }

    private static void WriteVector(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Vector3? vector)
    {
        if (vector is { } v)
        {
            writer.WriteStartObject(name);
            writer.WriteKnown("x"u8, v.X);
            writer.WriteKnown("y"u8, v.Y);
            writer.WriteKnown("z"u8, v.Z);
            writer.WriteEndObject();
        }
    }

    /// <summary>When the gateway took the position, and when its vehicle had dealt with it.</summary>
    private static void WriteServerTimes(Utf8JsonWriter writer, LocationUpdated location)
    {
        writer.WriteTime("timestamp_server"u8, location.Position.ReceivedAt);
        if (location.ProcessedAt != default)
        {
            writer.WriteTime("processed_at"u8, location.ProcessedAt);
        }
    }

    private static void WriteGeofences(Utf8JsonWriter writer, LocationUpdated location)
    {
        writer.WriteStartArray("geofence_status"u8);
        foreach (var presence in location.Geofences)
        {
            writer.WriteStartObject();
            writer.WriteString("geofence_id"u8, presence.GeofenceId);
            writer.WriteString("name"u8, presence.Name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteDerived(Utf8JsonWriter writer, LocationUpdated location)
    {
        writer.WriteStartObject("derived"u8);
        writer.WriteKnown("distance_since_last_m"u8, location.DistanceSinceLastMeters);
        writer.WriteKnown("speed_change"u8, location.SpeedChangeKmh);
        writer.WriteKnown("direction_change"u8, location.DirectionChangeDegrees);
        writer.WriteKnown("estimated_fuel_rate"u8, location.EstimatedFuelRate);
        writer.WriteKnown("speed_limit"u8, location.SpeedLimitKmh);
        if (location.LimitSource is { } source)
        {
            writer.WriteString("speed_limit_source"u8, source);
        }

        writer.WriteKnown("place"u8, location.Area);
        writer.WriteEndObject();
    }

    private static void WriteAnomalies(Utf8JsonWriter writer, LocationUpdated location)
    {
        if (location.Anomalies.IsDefaultOrEmpty)
        {
            return;
        }

        writer.WriteStartArray("anomalies"u8);
        foreach (var anomaly in location.Anomalies)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, anomaly.Type);
            writer.WriteString("severity"u8, WireNames<Severity>.Of(anomaly.Severity));
            writer.WriteKnown("value"u8, anomaly.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}

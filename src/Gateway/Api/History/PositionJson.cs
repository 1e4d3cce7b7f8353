using System.Text.Json;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Storage;
using Fleet.Vehicles;

namespace Fleet.Gateway.Api.History;

/// <summary>A stored position: the nested form of <c>POST /v1/locations</c>, so that it can be sent again as it is; or a GeoJSON Feature.</summary>
internal static class PositionJson
{
    public static void Write(Utf8JsonWriter writer, string vehicleId, in LoggedPosition row)
    {
        var position = row.Position;
        writer.WriteStartObject();
        writer.WriteString("vehicle_id"u8, vehicleId);
        writer.WriteTime("timestamp"u8, position.Timestamp);
        writer.WriteStartObject("location"u8);
        writer.WriteNumber("latitude"u8, position.Latitude);
        writer.WriteNumber("longitude"u8, position.Longitude);
        WriteFix(writer, position);
        writer.WriteKnown("altitude"u8, position.AltitudeMeters);
        writer.WriteEndObject();
        if (position.Acceleration is not null || position.Gyroscope is not null)
        {
            writer.WriteStartObject("motion"u8);
            WriteVector(writer, "acceleration"u8, position.Acceleration);
            WriteVector(writer, "gyroscope"u8, position.Gyroscope);
            writer.WriteEndObject();
        }

        WriteRest(writer, row);
        writer.WriteEndObject();
    }

    /// <summary>RFC 7946: longitude first, the altitude as the third coordinate.</summary>
    public static void WriteFeature(Utf8JsonWriter writer, string vehicleId, in LoggedPosition row)
    {
        var position = row.Position;
        writer.WriteStartObject();
        writer.WriteString("type"u8, "Feature"u8);
        writer.WriteStartObject("geometry"u8);
        writer.WriteString("type"u8, "Point"u8);
        writer.WriteStartArray("coordinates"u8);
        writer.WriteNumberValue(position.Longitude);
        writer.WriteNumberValue(position.Latitude);
        if (position.AltitudeMeters is { } altitude)
            writer.WriteNumberValue(altitude);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartObject("properties"u8);
        writer.WriteString("vehicle_id"u8, vehicleId);
        writer.WriteTime("timestamp"u8, position.Timestamp);
        WriteFix(writer, position);
        WriteRest(writer, row);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteFix(Utf8JsonWriter writer, Position position)
    {
        writer.WriteKnown("speed"u8, position.SpeedKmh);
        writer.WriteKnown("heading"u8, position.HeadingDegrees);
        writer.WriteKnown("accuracy"u8, position.AccuracyMeters);
    }

    private static void WriteRest(Utf8JsonWriter writer, in LoggedPosition row)
    {
        var position = row.Position;
        writer.WriteKnown("trip_id"u8, position.TripId);
        writer.WriteKnown("driver_id"u8, position.DriverId);
        writer.WriteKnown("speed_limit"u8, position.SpeedLimitKmh);
        writer.WriteKnown("fuel_level"u8, position.FuelLevel);
        writer.WriteKnown("odometer_km"u8, position.OdometerKm);
        if (position.EngineRunning is { } running)
            writer.WriteBoolean("engine_running"u8, running);
        writer.WriteTime("received_at"u8, position.ReceivedAt);
        writer.WriteBoolean("late"u8, row.Late);
    }

    private static void WriteVector(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Vector3? vector)
    {
        if (vector is not { } v)
            return;

        writer.WriteStartObject(name);
        writer.WriteNumber("x"u8, v.X);
        writer.WriteNumber("y"u8, v.Y);
        writer.WriteNumber("z"u8, v.Z);
        writer.WriteEndObject();
    }
}

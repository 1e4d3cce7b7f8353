using System.Buffers;
using System.Text.Json;
using Fleet.Devices.Traces;

namespace Fleet.Devices.Gateway;

/// <summary>Points as the body of <c>POST /v1/locations</c>: an array of S0's location_update objects.</summary>
public static class PositionJson
{
    public static byte[] Encode(ReadOnlySpan<TracePoint> points)
    {
        var buffer = new ArrayBufferWriter<byte>(points.Length * 400);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var point in points)
                Write(json, point);
            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, TracePoint point)
    {
        json.WriteStartObject();
        json.WriteString("vehicle_id", point.VehicleId);
        if (point.DriverId is not null)
            json.WriteString("driver_id", point.DriverId);
        if (point.TripId is not null)
            json.WriteString("trip_id", point.TripId);
        json.WriteString("timestamp", point.Time.UtcDateTime);
        json.WriteStartObject("location");
        json.WriteNumber("latitude", point.Latitude);
        json.WriteNumber("longitude", point.Longitude);
        Number(json, "speed", point.SpeedKmh);
        Number(json, "heading", point.HeadingDegrees);
        Number(json, "accuracy", point.AccuracyMeters);
        Number(json, "altitude", point.AltitudeMeters);
        json.WriteEndObject();
        if (point.Acceleration is not null || point.Gyroscope is not null)
        {
            json.WriteStartObject("motion");
            Vector(json, "acceleration", point.Acceleration);
            Vector(json, "gyroscope", point.Gyroscope);
            json.WriteEndObject();
        }

        Number(json, "fuel_level", point.FuelLevel);
        if (point.EngineRunning is { } engine)
            json.WriteBoolean("engine_running", engine);
        Number(json, "odometer_km", point.OdometerKm);
        Number(json, "speed_limit", point.SpeedLimitKmh);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }

    private static void Vector(Utf8JsonWriter json, string name, Axes? value)
    {
        if (value is not { } axes)
            return;
        json.WriteStartObject(name);
        json.WriteNumber("x", axes.X);
        json.WriteNumber("y", axes.Y);
        json.WriteNumber("z", axes.Z);
        json.WriteEndObject();
    }
}

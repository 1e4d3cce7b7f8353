using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Fleet.Vehicles;

namespace Fleet.Gateway.Protocols.SocketIo.Fleet;

/// <summary>S4's messages about a vehicle, in its camel case. Coordinates are its <c>lat</c> and <c>lng</c>.</summary>
internal static class VehicleRoomJson
{
    public static void Write(Utf8JsonWriter writer, FeedEvent e)
    {
        switch (e.Event)
        {
            case SafetyDetected safety:
                WriteLowFuel(writer, safety);
                break;
            case VehicleStatusChanged changed:
                WriteStatus(writer, changed);
                break;
            default:
                WriteLocation(writer, e);
                break;
        }
    }

    /// <summary>vehicle:location and tracking:update.</summary>
    public static void WriteLocation(Utf8JsonWriter writer, FeedEvent e)
    {
        var location = (LocationUpdated)e.Event;
        writer.WriteStartObject();
        writer.WriteKnown("vehicleId"u8, location.VehicleId);
        WritePlace(writer, "location"u8, location.Position, location.SpeedKmh);
        writer.WriteString("status"u8, WireNames<VehicleStatus>.Of(location.VehicleStatus));
        writer.WriteString("eventId"u8, location.EventId);
        writer.WriteEndObject();
    }

    /// <summary>vehicle:updated where a position changed the status.</summary>
    public static void WriteUpdated(Utf8JsonWriter writer, FeedEvent e)
    {
        var location = (LocationUpdated)e.Event;
        WriteVehicle(writer, location.VehicleId!, location.VehicleName, location.PlateNumber, location.VehicleStatus, location);
    }

    /// <summary>vehicle:updated with the present state.</summary>
    /// <param name="location">Null where the vehicle never reported.</param>
    public static void WriteVehicle(
        Utf8JsonWriter writer, string vehicleId, string? name, string? plateNumber, VehicleStatus status, LocationUpdated? location)
    {
        writer.WriteStartObject();
        writer.WriteString("vehicleId"u8, vehicleId);
        writer.WriteStartObject("data"u8);
        writer.WriteString("vehicleId"u8, vehicleId);
        writer.WriteKnown("name"u8, name);
        writer.WriteKnown("plateNumber"u8, plateNumber);
        writer.WriteString("status"u8, WireNames<VehicleStatus>.Of(status));
        if (location is not null)
        {
            WritePlace(writer, "currentLocation"u8, location.Position, location.SpeedKmh);
            writer.WriteKnown("driverId"u8, location.DriverId);
            writer.WriteKnown("tripId"u8, location.TripId);
            writer.WriteKnown("fuelLevel"u8, location.FuelLevel);
            writer.WriteTime("lastUpdate"u8, location.Timestamp);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteStatus(Utf8JsonWriter writer, VehicleStatusChanged changed)
    {
        writer.WriteStartObject();
        writer.WriteKnown("vehicleId"u8, changed.VehicleId);
        writer.WriteStartObject("data"u8);
        writer.WriteKnown("vehicleId"u8, changed.VehicleId);
        writer.WriteKnown("name"u8, changed.VehicleName);
        writer.WriteKnown("plateNumber"u8, changed.PlateNumber);
        writer.WriteString("status"u8, changed.Removed ? "removed" : WireNames<VehicleStatus>.Of(changed.Status));
        writer.WriteTime("lastUpdate"u8, changed.Timestamp);
        writer.WriteEndObject();
        writer.WriteString("eventId"u8, changed.EventId);
        writer.WriteEndObject();
    }

    private static void WriteLowFuel(Utf8JsonWriter writer, SafetyDetected safety)
    {
        writer.WriteStartObject();
        writer.WriteKnown("vehicleId"u8, safety.VehicleId);
        writer.WriteKnown("fuelLevel"u8, safety.Details.TryGetValue("fuel_level", out var level) ? level : null);
        writer.WriteTime("timestamp"u8, safety.Timestamp);
        writer.WriteString("eventId"u8, safety.EventId);
        writer.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Position position, double speedKmh)
    {
        writer.WriteStartObject(name);
        writer.WriteKnown("lat"u8, position.Latitude);
        writer.WriteKnown("lng"u8, position.Longitude);
        writer.WriteKnown("speed"u8, speedKmh);
        writer.WriteKnown("heading"u8, position.HeadingDegrees);
        writer.WriteKnown("accuracy"u8, position.AccuracyMeters);
        writer.WriteTime("timestamp"u8, position.Timestamp);
        writer.WriteEndObject();
    }
}

using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Fleet.Safety;

namespace Fleet.Gateway.Protocols.SocketIo.Fleet;

/// <summary>S4's emergency:alert: <c>alert</c> and <c>priority</c>.</summary>
internal static class AlertJson
{
    /// <summary>Types that are an emergency whatever their severity.</summary>
    public static readonly IReadOnlySet<string> Types = new HashSet<string>(StringComparer.Ordinal) { "panic_button", "crash_detection", "emergency" };

    public static void Write(Utf8JsonWriter writer, FeedEvent e)
    {
        var safety = (SafetyDetected)e.Event;
        writer.WriteStartObject();
        writer.WriteKnown("vehicleId"u8, safety.VehicleId);
        writer.WriteString("priority"u8, PriorityOf(safety));
        writer.WriteStartObject("alert"u8);
        writer.WriteString("id"u8, safety.EventId);
        writer.WriteString("type"u8, safety.Type);
        writer.WriteString("severity"u8, WireNames<Severity>.Of(safety.Severity));
        writer.WriteString("message"u8, safety.Message ?? safety.Type.Replace('_', ' '));
        writer.WriteKnown("vehicleId"u8, safety.VehicleId);
        writer.WriteKnown("driverId"u8, safety.DriverId);
        writer.WriteKnown("tripId"u8, safety.TripId);
        if (safety.Location is { } place)
        {
            writer.WriteStartObject("location"u8);
            writer.WriteKnown("lat"u8, place.Latitude);
            writer.WriteKnown("lng"u8, place.Longitude);
            writer.WriteEndObject();
        }

        writer.WriteKnown("speed"u8, safety.SpeedKmh);
        writer.WriteTime("timestamp"u8, safety.Timestamp);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>A person in danger is <c>critical</c>; another critical event, or an emergency of a lower severity, is <c>high</c>.</summary>
    private static string PriorityOf(SafetyDetected safety) =>
        safety.Type is "panic_button" or "crash_detection" || (safety.Type == "emergency" && safety.Severity == Severity.Critical) ? "critical" : "high";
}

using System.Text.Json;
using Fleet.Compliance;
using Fleet.Events;
using Fleet.Gateway.Json;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>driver_compliance. S0 names channel, filters and warnings; the message is built like its others.</summary>
internal static class ComplianceJson
{
    public static void Write(Utf8JsonWriter writer, FeedEvent e)
    {
        var warned = (ComplianceWarned)e.Event;
        writer.WriteStartObject();
        writer.WriteString("type"u8, "driver_compliance"u8);
        writer.WriteTime("timestamp"u8, warned.Timestamp);
        writer.WriteKnown("driver_id"u8, e.DriverId);
        writer.WriteKnown("trip_id"u8, e.TripId);
        writer.WriteKnown("vehicle_id"u8, e.VehicleId);
        writer.WriteString("regulation"u8, warned.Regulation);
        writer.WriteString("jurisdiction"u8, warned.Jurisdiction);
        writer.WriteStartObject("event"u8);
        writer.WriteString("type"u8, WireNames<ComplianceKind>.Of(warned.Kind));
        writer.WriteString("limit"u8, WireNames<DutyLimit>.Of(warned.Limit));
        writer.WriteString("duty_status"u8, WireNames<DutyStatus>.Of(warned.Status));
        writer.WriteNumber("remaining_seconds"u8, Seconds(warned.Left.Of(warned.Limit)));
        writer.WriteTime("limit_at"u8, warned.LimitAt);
        writer.WriteEndObject();
        writer.WriteStartObject("remaining"u8);
        writer.WriteNumber("driving_seconds"u8, Seconds(warned.Left.Driving));
        writer.WriteNumber("window_seconds"u8, Seconds(warned.Left.Window));
        writer.WriteNumber("break_seconds"u8, Seconds(warned.Left.Break));
        writer.WriteNumber("cycle_seconds"u8, Seconds(warned.Left.Cycle));
        writer.WriteEndObject();
        writer.WriteString("event_id"u8, warned.EventId);
        writer.WriteOffsetOf(e);
        writer.WriteWhy(warned.Why);
        writer.WriteEndObject();
    }

    private static double Seconds(TimeSpan left) => Math.Round(left.TotalSeconds, 3);
}

using System.Text.Json;
using Fleet.Compliance;
using Fleet.Events;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Fleet.Geofences;
using Fleet.Safety;
using Fleet.Vehicles;

namespace Fleet.Gateway.Protocols.SpatialFlow;

/// <summary>{type, event, timestamp} as S3 has it, with S3's fields first; <c>offset</c> and what else there is to say stand behind them.</summary>
internal static class SpatialFlowJson
{
    public static void WriteMessage(Utf8JsonWriter writer, ReadOnlySpan<byte> type, FeedEvent e)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WritePropertyName("event"u8);
        WriteEvent(writer, e.Event);
        writer.WriteTime("timestamp"u8, e.Event.Timestamp);
        writer.WriteOffsetOf(e);
        writer.WriteEndObject();
    }

    public static void WriteEvent(Utf8JsonWriter writer, FleetEvent happened)
    {
        writer.WriteStartObject();
        writer.WriteKnown("device_id"u8, happened.VehicleId);
        switch (happened)
        {
            case TripChanged { GeofenceId: not null } crossing:
                WriteCrossing(writer, crossing);
                break;
            case TripChanged step:
                WriteKind(writer, "trip"u8, TripEventNames.Of(step.Kind));
                writer.WritePlace("location"u8, step.Location);
                writer.WriteKnown("reason"u8, step.Reason);
                break;
            case SafetyDetected safety:
                WriteKind(writer, "safety"u8, safety.Type);
                writer.WritePlace("location"u8, safety.Location);
                writer.WriteString("severity"u8, WireNames<Severity>.Of(safety.Severity));
                break;
            case ComplianceWarned warned:
                WriteKind(writer, "compliance"u8, WireNames<ComplianceKind>.Of(warned.Kind));
                writer.WriteString("limit"u8, WireNames<DutyLimit>.Of(warned.Limit));
                break;
            case VehicleStatusChanged changed:
                WriteKind(writer, "status"u8, changed.Removed ? "removed" : WireNames<VehicleStatus>.Of(changed.Status));
                break;
            case EventSuperseded notice:
                WriteKind(writer, "correction"u8, "event_superseded");
                writer.WriteString("superseded_event_id"u8, notice.Superseded.EventId);
                writer.WriteKnown("replaced_by"u8, notice.ReplacedBy);
                break;
            default:
                throw new InvalidOperationException($"SpatialFlow's feeds carry no {happened.GetType().Name}.");
        }

        writer.WriteKnown("driver_id"u8, happened.DriverId);
        writer.WriteKnown("trip_id"u8, happened.TripId);
        writer.WriteString("event_id"u8, happened.EventId);
        writer.WriteTime("timestamp"u8, happened.Timestamp);
        writer.WriteEndObject();
    }

    private static void WriteKind(Utf8JsonWriter writer, ReadOnlySpan<byte> category, string type)
    {
        writer.WriteString("event_type"u8, type);
        writer.WriteString("category"u8, category);
    }

    private static void WritePriority(Utf8JsonWriter writer, TripChanged crossing)
    {
        if (crossing.GeofencePriority is { } priority)
        {
            writer.WriteString("priority"u8, WireNames<GeofencePriority>.Of(priority));
        }
    }

    private static void WriteCrossing(Utf8JsonWriter writer, TripChanged crossing)
    {
        writer.WriteString("geofence_id"u8, crossing.GeofenceId);
        writer.WriteKnown("geofence_name"u8, crossing.GeofenceName);
        WriteKind(writer, "geofence"u8, TripEventNames.Of(crossing.Kind)["geofence_".Length..]);
        writer.WritePlace("location"u8, crossing.Location);
        writer.WriteTexts("tags"u8, crossing.GeofenceTags);
        if (crossing.Authorized is { } authorized)
        {
            writer.WriteBoolean("authorized"u8, authorized);
        }

        WritePriority(writer, crossing);
        writer.WriteKnown("reason"u8, crossing.Reason);
        writer.WriteNumbers(crossing.Details);
    }
}

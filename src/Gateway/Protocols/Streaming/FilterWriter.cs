using System.Text.Json;
using Fleet.Alerts;
using Fleet.Compliance;
using Fleet.CustomEvents;
using Fleet.Gateway.Json;
using Fleet.Gateway.Subscriptions;
using Fleet.Geography;
using Fleet.Safety;
using Fleet.Trips;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>The filters in force, in the spelling that <see cref="FilterReader"/> takes.</summary>
internal static class FilterWriter
{
    public static void Write(Utf8JsonWriter writer, string organizationId, SubscriptionFilter filter)
    {
        writer.WriteStartObject();
        writer.WriteString("organization_id"u8, organizationId);
        WriteSet(writer, "vehicle_ids"u8, filter.VehicleIds);
        WriteSet(writer, "driver_ids"u8, filter.DriverIds);
        WriteSet(writer, "trip_ids"u8, filter.TripIds);
        WriteSet(writer, "trip_status"u8, filter.TripStatuses?.Select(WireNames<TripStatus>.Of));
        WriteBounds(writer, filter.Bounds);
        writer.WriteKnown("min_speed"u8, filter.MinSpeedKmh);
        writer.WriteKnown("accuracy_threshold"u8, filter.MaxAccuracyMeters);
        WriteSet(writer, "severity"u8, filter.Severities?.Select(WireNames<Severity>.Of));
        WriteSet(writer, "event_types"u8, filter.EventTypes);
        writer.WriteKnown("risk_threshold"u8, filter.RiskThreshold);
        WriteSet(writer, "notification_priority"u8, filter.Priorities?.Select(WireNames<NotificationPriority>.Of));
        if (filter.IncludeInactive)
        {
            writer.WriteBoolean("include_inactive"u8, true);
        }

        writer.WriteKnown("update_frequency"u8, filter.Frequency is { } frequency ? WireNames<UpdateFrequency>.Of(frequency) : null);
        writer.WriteKnown("min_score_change"u8, filter.MinScoreChange);
        WriteSet(writer, "warnings"u8, filter.Warnings?.Select(WireNames<ComplianceKind>.Of));
        WriteSet(writer, "regulation"u8, filter.Regulations);
        WriteSet(writer, "jurisdiction"u8, filter.Jurisdictions);
        WriteSet(writer, "event_names"u8, filter.EventNames);
        WriteSet(writer, "priority"u8, Priorities(filter));
        WriteSet(writer, "rule_ids"u8, filter.RuleIds);
        writer.WriteEndObject();
    }

    private static IEnumerable<string>? Priorities(SubscriptionFilter filter)
    {
        var custom = filter.CustomPriorities?.Select(WireNames<CustomEventPriority>.Of);
        var alert = filter.AlertPriorities?.Select(WireNames<AlertPriority>.Of);
        return custom is not null && alert is not null ? custom.Union(alert, StringComparer.Ordinal) : custom ?? alert;
    }

    private static void WriteSet(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<string>? values)
    {
        if (values is not null)
        {
            writer.WriteTexts(name, values.Order(StringComparer.Ordinal));
        }
    }

    private static void WriteBounds(Utf8JsonWriter writer, GeoBounds? bounds)
    {
        if (bounds is { } b)
        {
            writer.WriteStartObject("geographic_bounds"u8);
            WriteCorner(writer, "southwest"u8, b.Southwest);
            WriteCorner(writer, "northeast"u8, b.Northeast);
            writer.WriteEndObject();
        }
    }

    private static void WriteCorner(Utf8JsonWriter writer, ReadOnlySpan<byte> name, GeoPoint corner)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("lat"u8, corner.Latitude);
        writer.WriteNumber("lng"u8, corner.Longitude);
        writer.WriteEndObject();
    }
}

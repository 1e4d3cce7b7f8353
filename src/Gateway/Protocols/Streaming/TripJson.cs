using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Subscriptions;
using Fleet.Geofences;
using Fleet.Trips;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>trip_update. <c>details</c> of trip_started are S0's; the other steps have the numbers of the step and the place, named alike.</summary>
internal static class TripJson
{
    public static void Write(Utf8JsonWriter writer, FeedEvent e)
    {
        var step = (TripChanged)e.Event;
        writer.WriteStartObject();
        writer.WriteString("type"u8, "trip_update"u8);
        writer.WriteTime("timestamp"u8, step.Timestamp);
        writer.WriteIds(step);
        writer.WriteString("event"u8, TripEventNames.Of(step.Kind));
        writer.WriteStartObject("details"u8);
        WriteDetails(writer, step);
        writer.WriteEndObject();
        if (step.Status is { } status)
        {
            writer.WriteString("status"u8, Json.WireNames<TripStatus>.Of(status));
        }

        writer.WriteString("event_id"u8, step.EventId);
        writer.WriteOffsetOf(e);
        writer.WriteWhy(step.Why);
        writer.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter writer, TripChanged step)
    {
        writer.WritePlace(PlaceName(step.Kind), step.Location, step.Address);
        if (step.Kind == TripEventKind.Started)
        {
            WritePlan(writer, step.Plan);
            WriteDriver(writer, step.Driver);
        }

        if (step.Kind == TripEventKind.WaypointReached)
        {
            writer.WriteStartObject("waypoint"u8);
            writer.WriteKnown("index"u8, step.WaypointIndex);
            writer.WriteKnown("name"u8, step.WaypointName);
            writer.WriteEndObject();
        }

        if (step.GeofenceId is not null)
        {
            WriteGeofence(writer, step);
        }

        writer.WriteKnown("reason"u8, step.Reason);
        writer.WriteNumbers(step.Details);
    }

    private static ReadOnlySpan<byte> PlaceName(TripEventKind kind) => kind switch
    {
        TripEventKind.Started => "start_location"u8,
        TripEventKind.Completed or TripEventKind.Cancelled => "end_location"u8,
        _ => "location"u8,
    };

    private static void WritePlan(Utf8JsonWriter writer, TripPlan? plan)
    {
        if (plan is null || (plan.DistanceKm is null && plan.EstimatedDurationMinutes is null && plan.Waypoints.IsDefaultOrEmpty))
        {
            return; // a trip that nobody planned
        }

        writer.WriteStartObject("planned_route"u8);
        writer.WriteKnown("distance_km"u8, plan.DistanceKm);
        writer.WriteKnown("estimated_duration_minutes"u8, plan.EstimatedDurationMinutes);
        writer.WriteNumber("waypoints"u8, plan.Waypoints.Length);
        writer.WriteEndObject();
    }

    private static void WriteDriver(Utf8JsonWriter writer, TripDriver? driver)
    {
        if (driver is null)
        {
            return;
        }

        writer.WriteStartObject("driver_info"u8);
        writer.WriteKnown("name"u8, driver.Name);
        writer.WriteKnown("license_number"u8, driver.LicenseNumber);
        writer.WriteKnown("safety_score"u8, driver.SafetyScore);
        writer.WriteEndObject();
    }

    private static void WriteGeofence(Utf8JsonWriter writer, TripChanged step)
    {
        writer.WriteStartObject("geofence"u8);
        writer.WriteKnown("geofence_id"u8, step.GeofenceId);
        writer.WriteKnown("name"u8, step.GeofenceName);
        writer.WriteTexts("tags"u8, step.GeofenceTags);
        if (step.Authorized is { } authorized)
        {
            writer.WriteBoolean("authorized"u8, authorized);
        }

        if (step.GeofencePriority is { } priority)
        {
            writer.WriteString("priority"u8, Json.WireNames<GeofencePriority>.Of(priority));
        }

        writer.WriteEndObject();
    }
}

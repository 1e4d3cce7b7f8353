using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Fleet.Trips;

namespace Fleet.Gateway.Protocols.SocketIo.Fleet;

/// <summary>S4's messages about a trip: <c>tripId</c> and <c>data</c>, and at the top the <c>reason</c> of a cancelled one.</summary>
internal static class TripRoomJson
{
    public static void Write(Utf8JsonWriter writer, FeedEvent e)
    {
        var step = (TripChanged)e.Event;
        writer.WriteStartObject();
        writer.WriteKnown("tripId"u8, step.TripId);
        if (step.Kind == TripEventKind.Cancelled)
        {
            writer.WriteString("reason"u8, step.Reason ?? "");
        }

        writer.WriteStartObject("data"u8);
        writer.WriteString("event"u8, TripEventNames.Of(step.Kind));
        writer.WriteKnown("status"u8, step.Status is { } status ? WireNames<TripStatus>.Of(status) : null);
        writer.WriteKnown("vehicleId"u8, step.VehicleId);
        writer.WriteKnown("driverId"u8, step.DriverId);
        writer.WriteTime(TimeName(step.Kind), step.Timestamp);
        if (step.Location is { } place)
        {
            writer.WriteStartObject("location"u8);
            writer.WriteKnown("lat"u8, place.Latitude);
            writer.WriteKnown("lng"u8, place.Longitude);
            writer.WriteEndObject();
        }

        writer.WriteKnown("waypoint"u8, step.WaypointName);
        writer.WriteKnown("geofenceId"u8, step.GeofenceId);
        writer.WriteKnown("reason"u8, step.Reason);
        writer.WriteNumbers(step.Details);
        writer.WriteEndObject();
        writer.WriteString("eventId"u8, step.EventId);
        writer.WriteEndObject();
    }

    private static ReadOnlySpan<byte> TimeName(TripEventKind kind) => kind switch
    {
        TripEventKind.Started => "startTime"u8,
        TripEventKind.Completed or TripEventKind.Cancelled => "endTime"u8,
        _ => "timestamp"u8,
    };
}

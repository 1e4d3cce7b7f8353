using System.Text.Json;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.SocketIo.Packets;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.SocketIo.Fleet;

/// <summary>What the server says besides events.</summary>
internal static class FleetMessages
{
    /// <summary>Without an offset: should it be lost, the next one says more.</summary>
    public static byte[] FleetStatus(FleetStatus status) =>
        PacketWriter.Event("fleet_status", status, static (writer, s) => writer.WriteRawValue(s.Encoded(ServerMessages.FleetStatus), skipInputValidation: true));

    public static byte[] Error(StreamingError error, string? offset) => PacketWriter.Event("error", (error, offset), static (writer, e) =>
    {
        WriteError(writer, e.error);
        if (e.offset is not null)
        {
            writer.WriteStringValue(e.offset);
        }
    });

    public static byte[] ShutDown(TimeSpan retryAfter) => PacketWriter.Event("server_shutdown", retryAfter, static (writer, retry) =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("retryAfter"u8, (long)retry.TotalMilliseconds);
        writer.WriteEndObject();
    });

    /// <summary>S1's client shows <c>message</c>; the rest is streaming's.</summary>
    public static void WriteError(Utf8JsonWriter writer, StreamingError error)
    {
        writer.WriteStartObject();
        writer.WriteString("message"u8, error.Message);
        writer.WriteString("type"u8, error.Type);
        writer.WriteString("code"u8, error.Code);
        if (error.RetryAfter is { } wait)
        {
            writer.WriteNumber("retryAfter"u8, (long)Math.Ceiling(wait.TotalMilliseconds));
        }

        writer.WriteFieldErrors(error.Fields);

        writer.WriteEndObject();
    }

    public static void WriteConfirmed(Utf8JsonWriter writer, Subscription subscription)
    {
        writer.WriteStartObject();
        writer.WriteString("subscription_id"u8, subscription.Id);
        writer.WriteTexts("channels"u8, StreamingChannels.NamesOf(subscription.Channels));
        writer.WritePropertyName("filters"u8);
        FilterWriter.Write(writer, subscription.Subscriber.OrganizationId, subscription.Filter);
        writer.WriteEndObject();
    }

    /// <summary>
    /// S1's hook makes its whole state of this: locations by vehicle, trips by trip, safety events as a list. Where a thing
    /// stands twice, the newer one.
    /// </summary>
    public static void WriteInitialData(Utf8JsonWriter writer, (Subscription Subscription, IReadOnlyList<FeedEvent> Events, FleetStatus? Fleet) data)
    {
        writer.WriteStartObject();
        WriteById(writer, "locations"u8, data.Events.Where(e => e.Channel == EventChannels.Locations), static e => e.VehicleId);
        WriteById(writer, "trips"u8, data.Events.Where(e => e.Channel == EventChannels.TripUpdates), static e => e.TripId);
        WriteById(writer, "drivers"u8, data.Events.Where(e => e.Channel == EventChannels.DriverPerformance), static e => e.DriverId);
        writer.WriteStartArray("safetyEvents"u8);
        foreach (var e in data.Events.Where(e => e.Channel == EventChannels.SafetyEvents).OrderBy(e => e.Event.Timestamp))
        {
            StreamingForm.Write(writer, e);
        }

        writer.WriteEndArray();
        if ((data.Subscription.Channels & EventChannels.Alerts) != 0)
        {
            writer.WriteStartArray("alerts"u8);
            foreach (var e in data.Events.Where(e => e.Channel == EventChannels.Alerts))
            {
                StreamingForm.Write(writer, e);
            }

            writer.WriteEndArray();
        }

        if (data.Fleet is { } fleet)
        {
            writer.WritePropertyName("fleetStatus"u8);
            writer.WriteRawValue(fleet.Encoded(ServerMessages.FleetStatus), skipInputValidation: true);
        }

        writer.WriteString("subscription_id"u8, data.Subscription.Id);
        writer.WriteEndObject();
    }

    private static void WriteById(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<FeedEvent> events, Func<FeedEvent, string?> idOf)
    {
        writer.WriteStartObject(name);
        foreach (var group in events.GroupBy(idOf).Where(g => g.Key is not null))
        {
            writer.WritePropertyName(group.Key!);
            StreamingForm.Write(writer, group.MaxBy(e => e.Event.Timestamp)!);
        }

        writer.WriteEndObject();
    }
}

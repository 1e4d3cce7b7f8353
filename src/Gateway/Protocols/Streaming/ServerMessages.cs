using System.Globalization;
using System.Text.Json;
using Fleet.CustomEvents;
using Fleet.Events;
using Fleet.Gateway.Api;
using Fleet.Gateway.Api.CustomEvents;
using Fleet.Gateway.Api.Organizations;
using Fleet.Gateway.Json;
using Fleet.Gateway.Subscriptions;
using Fleet.Organizations;
using Fleet.Vehicles;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>What the server says besides events. Each has <c>type</c> and <c>timestamp</c> first: S0's client checks for them.</summary>
internal static class ServerMessages
{
    private static readonly JsonSerializerOptions Views = MakeViews();

    public static byte[] AuthSuccess(DateTimeOffset now, string sessionId, string organizationId, StreamingOptions options) =>
        Make("auth_success", now, (sessionId, organizationId, options), static (writer, s) =>
        {
            writer.WriteString("session_id"u8, s.sessionId);
            writer.WriteString("organization_id"u8, s.organizationId);
            writer.WriteStartObject("limits"u8);
            writer.WriteNumber("messages_per_minute"u8, s.options.MessagesPerMinute);
            writer.WriteNumber("messages_per_5_seconds"u8, s.options.MessagesPer5Seconds);
            writer.WriteNumber("subscriptions"u8, s.options.MaxSubscriptions);
            writer.WriteNumber("message_bytes"u8, s.options.MaxMessageBytes);
            writer.WriteNumber("idle_seconds"u8, s.options.IdleSeconds);
            writer.WriteEndObject();
        });

    public static byte[] SubscriptionConfirmed(DateTimeOffset now, Subscription subscription, IReadOnlyList<ShardPosition> offsets) =>
        Make("subscription_confirmed", now, (subscription, offsets), static (writer, s) =>
        {
            writer.WriteString("subscription_id"u8, s.subscription.Id);
            writer.WriteTexts("channels"u8, StreamingChannels.NamesOf(s.subscription.Channels));
            writer.WritePropertyName("filters"u8);
            FilterWriter.Write(writer, s.subscription.Subscriber.OrganizationId, s.subscription.Filter);
            WriteOffsets(writer, s.offsets);
            if (s.subscription.Replay is { } replay)
            {
                WriteReplay(writer, replay);
            }
        });

    public static byte[] Unsubscribed(DateTimeOffset now, IReadOnlyList<string> subscriptionIds, EventChannels channels) =>
        Make("unsubscribed", now, (subscriptionIds, channels), static (writer, s) =>
        {
            if (s.subscriptionIds.Count == 1)
            {
                writer.WriteString("subscription_id"u8, s.subscriptionIds[0]);
            }

            writer.WriteTexts("subscription_ids"u8, s.subscriptionIds);
            writer.WriteTexts("channels"u8, StreamingChannels.NamesOf(s.channels));
        });

    public static byte[] ResumeComplete(DateTimeOffset now, string subscriptionId, long replayed, bool complete) =>
        Make("resume_complete", now, (subscriptionId, replayed, complete), static (writer, s) =>
        {
            writer.WriteString("subscription_id"u8, s.subscriptionId);
            writer.WriteNumber("replayed"u8, s.replayed);
            writer.WriteBoolean("complete"u8, s.complete);
        });

    /// <summary><c>live</c>: from here on events come as they happen. <c>replay_complete</c>: the subscription has ended.</summary>
    public static byte[] Replayed(DateTimeOffset now, string subscriptionId, ReplayEnd end) =>
        Make(end.Live ? "live" : "replay_complete", now, (subscriptionId, end), static (writer, s) =>
        {
            writer.WriteString("subscription_id"u8, s.subscriptionId);
            writer.WriteNumber("replayed"u8, s.end.Replayed);
            writer.WriteBoolean("complete"u8, s.end.Complete);
            if (s.end.Live)
            {
                WriteOffsets(writer, s.end.Offsets);
            }
        });

    /// <summary>The options in force, and how compressed messages come.</summary>
    public static byte[] Configured(
        DateTimeOffset now, MessageCompression compression, bool deflates, int bufferSize, int batchInterval, bool deduplicate) =>
        Make("configured", now, (compression, deflates, bufferSize, batchInterval, deduplicate), static (writer, s) =>
        {
            writer.WriteStartObject("options"u8);
            writer.WriteString("compression"u8, WireNames<MessageCompression>.Of(s.compression));
            if (s.compression == MessageCompression.Gzip)
            {
                writer.WriteString("encoding"u8, s.deflates ? "permessage-deflate"u8 : "binary_gzip"u8);
            }

            writer.WriteNumber("buffer_size"u8, s.bufferSize);
            writer.WriteNumber("batch_interval"u8, s.batchInterval);
            writer.WriteBoolean("deduplicate"u8, s.deduplicate);
            writer.WriteEndObject();
        });

    /// <summary>The organization's thresholds as they are now, in the shape of <c>configure_thresholds</c>.</summary>
    public static byte[] ThresholdsConfigured(DateTimeOffset now, OrganizationSettings settings) =>
        Make("thresholds_configured", now, settings, static (writer, s) =>
        {
            writer.WritePropertyName("thresholds"u8);
            JsonSerializer.Serialize(writer, ThresholdsView.Of(s.Thresholds), Views);
            writer.WriteNumber("version"u8, s.Version);
        });

    /// <summary>The definition in force, in the shape of <c>register_custom_event</c>.</summary>
    public static byte[] CustomEventRegistered(DateTimeOffset now, CustomEventDefinition definition) =>
        Make("custom_event_registered", now, definition, static (writer, d) =>
        {
            writer.WriteString("event_name"u8, d.Name);
            writer.WritePropertyName("triggers"u8);
            JsonSerializer.Serialize(writer, CustomEventTriggersView.Of(d.Triggers), Views);
            writer.WriteString("priority"u8, WireNames<CustomEventPriority>.Of(d.Priority));
            writer.WriteNumber("revision"u8, d.Revision);
        });

    public static byte[] CustomEventConfirmed(DateTimeOffset now, string name, string vehicleId, CustomEventConfirmation answer) =>
        Make("custom_event_confirmed", now, (name, vehicleId, answer), static (writer, s) =>
        {
            writer.WriteString("event_name"u8, s.name);
            writer.WriteString("vehicle_id"u8, s.vehicleId);
            writer.WriteKnown("event_id"u8, s.answer.EventId);
            writer.WriteBoolean("already_confirmed"u8, s.answer.Outcome == CustomEventOutcome.AlreadyConfirmed);
        });

    /// <summary>S0's batch; the messages are as they would be by themselves.</summary>
    public static byte[] BatchUpdate(DateTimeOffset now, int number, ReadOnlySpan<ReadOnlyMemory<byte>> messages) =>
        Make("batch_update", now, (number, messages: messages.ToArray()), static (writer, s) =>
        {
            writer.WriteString("batch_id"u8, string.Create(CultureInfo.InvariantCulture, $"batch_{s.number}"));
            writer.WriteStartArray("messages"u8);
            foreach (var message in s.messages)
            {
                writer.WriteRawValue(message.Span, skipInputValidation: true);
            }

            writer.WriteEndArray();
        });

    public static byte[] Pong(DateTimeOffset now) => Make("pong", now, 0, static (_, _) => { });

    public static byte[] ShutDown(DateTimeOffset now, TimeSpan retryAfter) =>
        Make("server_shutdown", now, retryAfter, static (writer, retry) => writer.WriteNumber("retryAfter"u8, (long)retry.TotalMilliseconds));

    /// <param name="seq">The client's own number of the message at fault, where the protocol has one.</param>
    public static byte[] Error(DateTimeOffset now, StreamingError error, long? seq = null) =>
        Make("error", now, (error, seq), static (writer, s) =>
        {
            var e = s.error;
            if (s.seq is { } number)
            {
                writer.WriteNumber("seq"u8, number);
            }

            writer.WriteStartObject("error"u8);
            writer.WriteString("type"u8, e.Type);
            writer.WriteString("code"u8, e.Code);
            writer.WriteString("message"u8, e.Message);
            if (e.RetryAfter is { } wait)
            {
                writer.WriteNumber("retryAfter"u8, (long)Math.Ceiling(wait.TotalMilliseconds));
            }

            if (e.Fields.Count > 0 || e.SubscriptionId is not null)
            {
                WriteDetails(writer, e);
            }

            writer.WriteEndObject();
        });

    /// <summary>One upload's points for one subscriber; the elements are shared with whoever else gets them.</summary>
    public static byte[] LocationBatch(EventRun run) =>
        Make("location_batch", run.Newest.Event.Timestamp, run, static (writer, r) =>
        {
            writer.WriteOffset(r.Newest.Position);
            writer.WriteStartArray("locations"u8);
            foreach (var e in r.Events)
            {
                writer.WriteRawValue(e.Encoded(StreamingForm.Element), skipInputValidation: true);
            }

            writer.WriteEndArray();
        });

    public static byte[] FleetStatus(FleetStatus status) => JsonBytes.Write(status, WriteFleetStatus);

    /// <summary>A part of the present state: the events that were picked, each as the message it would be when live.</summary>
    public static byte[] InitialData(DateTimeOffset now, InitialData data) =>
        Make("initial_data", now, data, static (writer, d) =>
        {
            writer.WriteString("subscription_id"u8, d.Subscription.Id);
            writer.WriteTexts("channels"u8, StreamingChannels.NamesOf(d.Subscription.Channels));
            writer.WriteString("reason"u8, WireNames<SubscriptionStart>.Of(d.Why));
            WriteOffsets(writer, d.Offsets);
            foreach (var (channel, name) in StreamingChannels.OfShards)
            {
                if ((d.Subscription.Channels & channel) != 0)
                {
                    WriteEvents(writer, name, d.Events.Where(e => e.Channel == channel));
                }
            }

            if (d.Fleet is { } fleet)
            {
                writer.WritePropertyName(StreamingChannels.FleetOverview);
                writer.WriteRawValue(fleet.Encoded(FleetStatus), skipInputValidation: true);
            }

            if (d.Analytics is { } figures)
            {
                writer.WritePropertyName(StreamingChannels.Analytics);
                writer.WriteRawValue(figures.Encoded(AnalyticsJson.Encode), skipInputValidation: true);
            }

            writer.WriteBoolean("final"u8, d.IsFinal);
        });

    private static JsonSerializerOptions MakeViews()
    {
        var options = new JsonSerializerOptions();
        ApiJson.Configure(options);
        return options;
    }

    private static byte[] Make<T>(string type, DateTimeOffset time, T state, Action<Utf8JsonWriter, T> rest) =>
        JsonBytes.Write((type, time, state, rest), static (writer, m) =>
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, m.type);
            writer.WriteTime("timestamp"u8, m.time);
            m.rest(writer, m.state);
            writer.WriteEndObject();
        });

    private static void WriteReplay(Utf8JsonWriter writer, ReplayRequest replay)
    {
        writer.WriteStartObject("replay"u8);
        writer.WriteTime("from"u8, replay.From);
        if (replay.To is { } to)
        {
            writer.WriteTime("to"u8, to);
        }

        writer.WriteNumber("speed"u8, replay.Speed);
        writer.WriteEndObject();
    }

    private static void WriteOffsets(Utf8JsonWriter writer, IEnumerable<ShardPosition> offsets)
    {
        writer.WriteStartArray("offsets"u8);
        foreach (var at in offsets)
        {
            writer.WriteStartObject();
            writer.WritePosition(at);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteEvents(Utf8JsonWriter writer, string name, IEnumerable<FeedEvent> events)
    {
        writer.WriteStartArray(name);
        foreach (var e in events)
        {
            writer.WriteRawValue(e.Encoded(StreamingForm.Message), skipInputValidation: true);
        }

        writer.WriteEndArray();
    }

    private static void WriteDetails(Utf8JsonWriter writer, StreamingError e)
    {
        writer.WriteStartObject("details"u8);
        writer.WriteKnown("subscription_id"u8, e.SubscriptionId);
        writer.WriteFieldErrors(e.Fields);

        writer.WriteEndObject();
    }

    private static void WriteFleetStatus(Utf8JsonWriter writer, FleetStatus status)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "fleet_status"u8);
        writer.WriteTime("timestamp"u8, status.Timestamp);
        writer.WriteString("organization_id"u8, status.OrganizationId);
        writer.WriteStartObject("summary"u8);
        writer.WriteNumber("total_vehicles"u8, status.Summary.TotalVehicles);
        writer.WriteNumber("active_trips"u8, status.Summary.ActiveTrips);
        writer.WriteNumber("idle_vehicles"u8, status.Summary.IdleVehicles);
        writer.WriteNumber("offline_vehicles"u8, status.Summary.OfflineVehicles);
        writer.WriteNumber("maintenance_due"u8, status.Summary.MaintenanceDue);
        writer.WriteNumber("safety_alerts"u8, status.Summary.SafetyAlerts);
        writer.WriteEndObject();
        writer.WriteStartArray("vehicles"u8);
        foreach (var vehicle in status.Vehicles)
        {
            WriteVehicle(writer, vehicle);
        }

        writer.WriteEndArray();
        if (status.Omitted > 0)
        {
            writer.WriteNumber("vehicles_omitted"u8, status.Omitted);
        }

        writer.WriteEndObject();
    }

    private static void WriteVehicle(Utf8JsonWriter writer, LocationUpdated vehicle)
    {
        writer.WriteStartObject();
        writer.WriteKnown("vehicle_id"u8, vehicle.VehicleId);
        writer.WriteString("status"u8, WireNames<VehicleStatus>.Of(vehicle.VehicleStatus));
        writer.WriteKnown("trip_id"u8, vehicle.TripId);
        writer.WriteKnown("driver_id"u8, vehicle.DriverId);
        writer.WriteStartObject("last_location"u8);
        writer.WriteKnown("latitude"u8, vehicle.Position.Latitude);
        writer.WriteKnown("longitude"u8, vehicle.Position.Longitude);
        writer.WriteTime("timestamp"u8, vehicle.Position.Timestamp);
        writer.WriteEndObject();
        writer.WriteKnown("safety_score"u8, vehicle.SafetyScore);
        writer.WriteKnown("current_speed"u8, vehicle.SpeedKmh);
        writer.WriteKnown("fuel_level"u8, vehicle.FuelLevel);
        writer.WriteEndObject();
    }
}

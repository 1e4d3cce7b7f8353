using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>What the server says besides events, in S2's envelope.</summary>
internal static class TrafficMessages
{
    public static byte[] RateLimitInfo(DateTimeOffset now, TrafficSocketOptions options) =>
        Make("rate_limit_info", now, options, static (writer, o) =>
        {
            writer.WriteNumber("max_messages_per_minute"u8, o.MessagesPerMinute);
            writer.WriteNumber("max_subscriptions"u8, o.MaxSubscriptions);
            writer.WriteNumber("burst_limit"u8, o.MessagesPer5Seconds);
            writer.WriteNumber("burst_window"u8, 5);
        });

    public static byte[] AuthSuccess(DateTimeOffset now, string sessionId, string organizationId) =>
        Make("auth.success", now, (sessionId, organizationId), static (writer, s) =>
        {
            writer.WriteString("session_id"u8, s.sessionId);
            writer.WriteString("organization_id"u8, s.organizationId);
        });

    public static byte[] AuthFailed(DateTimeOffset now, TrafficError error) => MakeError("auth.failed", now, error);

    public static byte[] Subscribed(DateTimeOffset now, Subscription subscription, IReadOnlyList<ShardPosition> offsets) =>
        Make("subscribed", now, (subscription, offsets), static (writer, s) =>
        {
            writer.WriteString("channel"u8, TrafficChannels.NameOf(s.subscription.EnteredChannels));
            writer.WriteString("subscription_id"u8, s.subscription.Id);
            writer.WritePropertyName("filters"u8);
            TrafficFilterReader.Write(writer, s.subscription.Filter.Traffic);
            WriteOffsets(writer, s.offsets);
        });

    public static byte[] Unsubscribed(DateTimeOffset now, string channel, IReadOnlyList<string> subscriptionIds) =>
        Make("unsubscribed", now, (channel, subscriptionIds), static (writer, s) =>
        {
            writer.WriteString("channel"u8, s.channel);
            writer.WriteTexts("subscription_ids"u8, s.subscriptionIds);
        });

    /// <summary>The present state has been told; what follows happens.</summary>
    public static byte[] SnapshotComplete(DateTimeOffset now, Subscription subscription, SubscriptionStart why, int count, IReadOnlyList<ShardPosition> offsets) =>
        Make("snapshot.complete", now, (subscription, why, count, offsets), static (writer, s) =>
        {
            writer.WriteString("channel"u8, TrafficChannels.NameOf(s.subscription.EnteredChannels));
            writer.WriteString("subscription_id"u8, s.subscription.Id);
            writer.WriteString("reason"u8, Json.WireNames<SubscriptionStart>.Of(s.why));
            writer.WriteNumber("count"u8, s.count);
            WriteOffsets(writer, s.offsets);
        });

    public static byte[] ResumeComplete(DateTimeOffset now, Subscription subscription, long replayed, bool complete) =>
        Make("resume_complete", now, (subscription, replayed, complete), static (writer, s) =>
        {
            writer.WriteString("channel"u8, TrafficChannels.NameOf(s.subscription.EnteredChannels));
            writer.WriteString("subscription_id"u8, s.subscription.Id);
            writer.WriteNumber("replayed"u8, s.replayed);
            writer.WriteBoolean("complete"u8, s.complete);
        });

    public static byte[] Pong(DateTimeOffset now) => Make("pong", now, 0, static (_, _) => { });

    public static byte[] ShutDown(DateTimeOffset now, TimeSpan retryAfter) =>
        Make("server_shutdown", now, retryAfter, static (writer, retry) => writer.WriteNumber("retry_after_ms"u8, (long)retry.TotalMilliseconds));

    public static byte[] Error(DateTimeOffset now, TrafficError error) => MakeError("error", now, error);

    private static byte[] MakeError(string type, DateTimeOffset now, TrafficError error) =>
        JsonBytes.Write((type, now, error), static (writer, m) =>
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, m.type);
            writer.WriteTime("timestamp"u8, m.now);
            writer.WriteStartObject("error"u8);
            writer.WriteString("code"u8, m.error.Code);
            writer.WriteString("message"u8, m.error.Message);
            WriteDetails(writer, m.error);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });

    private static void WriteDetails(Utf8JsonWriter writer, TrafficError error)
    {
        writer.WriteStartObject("details"u8);
        writer.WriteKnown("channel"u8, error.Channel);
        writer.WriteKnown("subscription_id"u8, error.SubscriptionId);
        if (error.RetryAfter is { } wait)
            writer.WriteNumber("retry_after_ms"u8, (long)Math.Ceiling(wait.TotalMilliseconds));

        writer.WriteFieldErrors(error.Fields);

        writer.WriteEndObject();
    }

    private static byte[] Make<T>(string type, DateTimeOffset time, T state, Action<Utf8JsonWriter, T> data) =>
        JsonBytes.Write((type, time, state, data), static (writer, m) =>
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, m.type);
            writer.WriteTime("timestamp"u8, m.time);
            writer.WriteStartObject("data"u8);
            m.data(writer, m.state);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });

    private static void WriteOffsets(Utf8JsonWriter writer, IReadOnlyList<ShardPosition> offsets)
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
}

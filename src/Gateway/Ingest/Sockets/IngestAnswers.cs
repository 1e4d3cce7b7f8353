using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.Streaming;

namespace Fleet.Gateway.Ingest.Sockets;

/// <summary>What the ingest socket says.</summary>
internal static class IngestAnswers
{
    public static byte[] Pong(DateTimeOffset now) => ServerMessages.Pong(now);

    public static byte[] ShutDown(DateTimeOffset now, TimeSpan retryAfter) => ServerMessages.ShutDown(now, retryAfter);

    public static byte[] AuthSuccess(DateTimeOffset now, string sessionId, string organizationId, IngestSocketOptions socket, IngestOptions ingest) =>
        JsonBytes.Write((now, sessionId, organizationId, socket, ingest), static (writer, s) =>
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "auth_success"u8);
            writer.WriteTime("timestamp"u8, s.now);
            writer.WriteString("session_id"u8, s.sessionId);
            writer.WriteString("organization_id"u8, s.organizationId);
            writer.WriteStartObject("limits"u8);
            writer.WriteNumber("message_bytes"u8, s.socket.MaxMessageBytes);
            writer.WriteNumber("in_flight"u8, s.socket.MaxInFlight);
            writer.WriteNumber("positions_per_message"u8, s.ingest.MaxBatch);
            writer.WriteNumber("positions_per_second"u8, s.ingest.PositionsPerSecond);
            writer.WriteNumber("idle_seconds"u8, s.socket.IdleSeconds);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });

    /// <summary>All of the message is committed, but for the items that are refused.</summary>
    public static byte[] Ack(IngestMessage message) => JsonBytes.Write(message, static (writer, m) =>
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "ack"u8);
        writer.WriteNumber("seq"u8, m.Seq);
        LocationResultsJson.Write(writer, m.Batch, m.Statuses);
        writer.WriteEndObject();
    });

    /// <summary>The message is not acknowledged and has to come again.</summary>
    public static byte[] SlowDown(IngestMessage message, TimeSpan otherwise, long? resendFrom) =>
        JsonBytes.Write((message, otherwise, resendFrom), static (writer, s) =>
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "slow_down"u8);
            writer.WriteNumber("seq"u8, s.message.Seq);
            writer.WriteNumber("retry_after"u8, Math.Ceiling((s.message.RetryAfter ?? s.otherwise).TotalMilliseconds) / 1000);
            writer.WriteString("reason"u8, WireNames<SlowDownReason>.Of(s.message.Refused!.Value));
            writer.WriteNumber("resend_from"u8, s.resendFrom ?? s.message.Seq);
            writer.WriteEndObject();
        });

    /// <param name="seq">Of the message at fault, where it could be read: none of it was taken.</param>
    public static byte[] Error(DateTimeOffset now, StreamingError error, long? seq) => ServerMessages.Error(now, error, seq);
}

using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Json;
using Fleet.Gateway.Subscriptions;
using Fleet.Safety;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>safety_event. The place stands twice: S0's message has it in <c>event</c>, S0's emergency sample reads it at the top.</summary>
internal static class SafetyJson
{
    public static void Write(Utf8JsonWriter writer, FeedEvent e)
    {
        var detected = (SafetyDetected)e.Event;
        writer.WriteStartObject();
        writer.WriteString("type"u8, "safety_event"u8);
        writer.WriteTime("timestamp"u8, detected.Timestamp);
        writer.WriteIds(detected);
        WriteEvent(writer, detected);
        WriteRisk(writer, detected.Risk);
        writer.WritePlace("location"u8, detected.Location, detected.Address);
        writer.WriteString("event_id"u8, detected.EventId);
        writer.WriteOffsetOf(e);
        WriteEnrichment(writer, detected);
        writer.WriteWhy(detected.Why);
        writer.WriteEndObject();
    }

    private static void WriteEvent(Utf8JsonWriter writer, SafetyDetected detected)
    {
        writer.WriteStartObject("event"u8);
        writer.WriteString("type"u8, detected.Type);
        writer.WriteString("severity"u8, WireNames<Severity>.Of(detected.Severity));
        writer.WriteStartObject("details"u8);
        writer.WriteNumbers(detected.Details);
        writer.WriteEndObject();
        writer.WritePlace("location"u8, detected.Location, detected.Address);
        writer.WriteEndObject();
    }

    private static void WriteRisk(Utf8JsonWriter writer, RiskAssessment risk)
    {
        writer.WriteStartObject("risk_assessment"u8);
        writer.WriteKnown("crash_probability"u8, risk.CrashProbability);
        writer.WriteKnown("severity_score"u8, risk.SeverityScore);
        writer.WriteTexts("contributing_factors"u8, risk.ContributingFactors);
        writer.WriteEndObject();
    }

    private static void WriteEnrichment(Utf8JsonWriter writer, SafetyDetected detected)
    {
        var enhanced = SafetyEnrichment.EnhancedSeverity(detected);
        writer.WriteKnown("risk_score"u8, detected.Risk.RiskScore);
        writer.WriteString("enhanced_severity"u8, WireNames<Severity>.Of(enhanced));
        writer.WriteString("alert_level"u8, SafetyEnrichment.AlertLevel(enhanced));
        writer.WriteTexts("recommended_actions"u8, SafetyEnrichment.RecommendedActions(detected.Type, enhanced));
        writer.WriteStartObject("context"u8);
        writer.WriteKnown("speed"u8, detected.SpeedKmh);
        writer.WriteBoolean("on_trip"u8, detected.TripId is not null);
        writer.WriteKnown("place"u8, detected.Area);
        writer.WriteEndObject();
    }
}

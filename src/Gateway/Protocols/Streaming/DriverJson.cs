using System.Text.Json;
using Fleet.Drivers;
using Fleet.Events;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>driver_performance. The counts that S0 shows are always there; other types of event follow by their own names.</summary>
internal static class DriverJson
{
    private static readonly (string Type, string Name)[] Shown =
    [
        ("harsh_braking", "harsh_braking"),
        ("harsh_acceleration", "harsh_acceleration"),
        ("speeding", "speeding_incidents"),
        ("phone_usage", "phone_usage"),
    ];

    public static void Write(Utf8JsonWriter writer, FeedEvent e)
    {
        var measured = (DriverPerformanceMeasured)e.Event;
        writer.WriteStartObject();
        writer.WriteString("type"u8, "driver_performance"u8);
        writer.WriteTime("timestamp"u8, measured.Timestamp);
        writer.WriteKnown("driver_id"u8, e.DriverId);
        writer.WriteKnown("trip_id"u8, e.TripId);
        writer.WriteKnown("vehicle_id"u8, e.VehicleId);
        WritePerformance(writer, measured.Driver);
        writer.WriteString("event_id"u8, measured.EventId);
        writer.WriteOffsetOf(e);
        writer.WriteWhy(measured.Why);
        writer.WriteEndObject();
    }

    private static void WritePerformance(Utf8JsonWriter writer, DriverSnapshot driver)
    {
        writer.WriteStartObject("performance"u8);
        writer.WriteKnown("current_safety_score"u8, driver.SafetyScore);
        WriteSession(writer, driver);
        writer.WriteStartObject("efficiency_metrics"u8);
        writer.WriteKnown("fuel_economy"u8, driver.FuelEconomy);
        writer.WriteKnown("idle_time_percent"u8, driver.IdleTimePercent);
        writer.WriteKnown("route_adherence"u8, driver.RouteAdherence);
        writer.WriteEndObject();
        writer.WriteStartObject("trends"u8);
        writer.WriteKnown("score_change"u8, driver.ScoreChange);
        writer.WriteTexts("improvement_areas"u8, driver.ImprovementAreas);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteSession(Utf8JsonWriter writer, DriverSnapshot driver)
    {
        writer.WriteStartObject("session_events"u8);
        foreach (var (type, name) in Shown)
        {
            writer.WriteNumber(name, driver.SessionEvents.GetValueOrDefault(type));
        }

        foreach (var (type, count) in driver.SessionEvents.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (!Shown.Any(s => s.Type == type))
            {
                writer.WriteNumber(type, count);
            }
        }

        writer.WriteEndObject();
    }
}

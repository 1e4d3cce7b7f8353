using System.Globalization;
using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>S1's dashboard_update and sliding_metrics. What is unknown is left out.</summary>
internal static class AnalyticsJson
{
    /// <summary>S1's trend: a change of the mean risk by more than this, newest five events against the five before.</summary>
    private const double TrendChange = 0.1;

    private const int TrendHalf = FleetMetrics.TrendEvents / 2;

    public static byte[] Encode(FleetFigures figures) => JsonBytes.Write(figures, Write);

    private static void Write(Utf8JsonWriter writer, FleetFigures figures)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, figures.Sliding ? "sliding_metrics"u8 : "dashboard_update"u8);
        writer.WriteTime("timestamp"u8, figures.Timestamp);
        writer.WriteString("organization_id"u8, figures.OrganizationId);
        writer.WriteStartObject("data"u8);
        if (figures.Sliding)
        {
            WriteWindows(writer, figures.Metrics, figures.Timestamp);
        }
        else
        {
            WriteDashboard(writer, figures.Metrics, figures.Timestamp);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteDashboard(Utf8JsonWriter writer, FleetMetrics metrics, DateTimeOffset now)
    {
        var hour = metrics.Windows[^1];
        writer.WriteStartObject("fleet"u8);
        writer.WriteNumber("total_vehicles"u8, metrics.TotalVehicles);
        writer.WriteNumber("active_vehicles"u8, metrics.Windows[0].ActiveVehicles);
        WriteRounded(writer, "total_distance_today"u8, metrics.Today.Meters / 1000);
        WriteMean(writer, "average_speed"u8, metrics.MovingSpeedKmh, metrics.MovingVehicles);
        writer.WriteEndObject();
        writer.WriteStartObject("safety"u8);
        writer.WriteNumber("events_last_hour"u8, hour.Sums.SafetyEvents);
        writer.WriteNumber("events_today"u8, metrics.Today.SafetyEvents);
        WriteMean(writer, "average_safety_score"u8, metrics.SafetyScores, metrics.ScoredDrivers);
        writer.WriteNumber("critical_events"u8, metrics.Today.CriticalEvents);
        writer.WriteString("trend"u8, TrendOf(metrics));
        writer.WriteEndObject();
        writer.WriteStartObject("efficiency"u8);
        WriteMean(writer, "average_speed"u8, hour.Sums.SpeedSeconds, hour.Sums.Seconds);
        WriteMean(writer, "idle_time"u8, hour.Sums.StandingSeconds * 100, hour.Sums.Seconds);
        writer.WriteEndObject();
        if (metrics.Since is { } since && since > now.UtcDateTime.Date)
        {
            writer.WriteTime("since"u8, since);
        }

        writer.WriteTime("timestamp"u8, now);
    }

    private static void WriteWindows(Utf8JsonWriter writer, FleetMetrics metrics, DateTimeOffset now)
    {
        foreach (var window in metrics.Windows)
        {
            writer.WriteStartObject(window.Minutes == 60 ? "1h" : window.Minutes.ToString(CultureInfo.InvariantCulture) + "m");
            WriteMean(writer, "fleet_average_speed"u8, window.Sums.SpeedSeconds, window.Sums.Seconds);
            WriteRounded(writer, "total_distance"u8, window.Sums.Meters / 1000);
            writer.WriteNumber("safety_events"u8, window.Sums.SafetyEvents);
            writer.WriteNumber("active_vehicles"u8, window.ActiveVehicles);
            if (metrics.Since is { } since && since > now.AddMinutes(-window.Minutes))
            {
                writer.WriteTime("since"u8, since);
            }

            writer.WriteEndObject();
        }
    }

    private static string TrendOf(FleetMetrics metrics)
    {
        if (metrics.Recent.Length < FleetMetrics.TrendEvents)
        {
            return "insufficient_data";
        }

        return (metrics.Recent.TakeLast(TrendHalf).Average(r => r.Score) - metrics.Recent.Take(TrendHalf).Average(r => r.Score)) switch
        {
            > TrendChange => "deteriorating",
            < -TrendChange => "improving",
            _ => "stable",
        };
    }

    private static void WriteMean(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double sum, double count)
    {
        if (count > 0)
        {
            WriteRounded(writer, name, sum / count);
        }
    }

    private static void WriteRounded(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double value) => writer.WriteNumber(name, Math.Round(value, 3));
}

using System.Text.Json;

namespace Fleet.EndToEnd;

/// <summary>What the seeds show of messages: S0's samples to the letter (but for <c>- 74</c>, which is no number), and S1's fields as its code writes them.</summary>
internal static class SeedMessages
{
    public static JsonElement[] S0 { get; } = Parse("""
        [{"type":"location_update","timestamp":"2024-04-13T10:30:15Z","trip_id":"trip_123","vehicle_id":"vehicle_456","driver_id":"driver_789",
          "location":{"latitude":40.7128,"longitude":-74.0060,"speed":45.5,"heading":180.0,"accuracy":3.2,"altitude":12.5},
          "motion":{"acceleration":{"x":0.1,"y":-0.2,"z":9.8},"gyroscope":{"x":0.05,"y":-0.03,"z":0.01}}},
         {"type":"location_batch","timestamp":"2024-04-13T10:30:15Z","locations":[
          {"trip_id":"trip_123","vehicle_id":"vehicle_456","location":{"latitude":40.7128,"longitude":-74.0060,"timestamp":"2024-04-13T10:30:00Z"}},
          {"trip_id":"trip_456","vehicle_id":"vehicle_789","location":{"latitude":40.7150,"longitude":-74.0040,"timestamp":"2024-04-13T10:30:10Z"}}]},
         {"type":"safety_event","timestamp":"2024-04-13T10:30:45Z","trip_id":"trip_123","vehicle_id":"vehicle_456","driver_id":"driver_789",
          "event":{"type":"harsh_braking","severity":"high","details":{"deceleration":-5.2,"duration_seconds":2.1,"speed_before":55,"speed_after":25},
           "location":{"latitude":40.7128,"longitude":-74.0060,"address":"123 Main St, New York, NY"}},
          "risk_assessment":{"crash_probability":0.15,"severity_score":8.2,"contributing_factors":["wet_roads","heavy_traffic"]}},
         {"type":"trip_update","timestamp":"2024-04-13T10:30:00Z","trip_id":"trip_123","vehicle_id":"vehicle_456","driver_id":"driver_789","event":"trip_started",
          "details":{"start_location":{"latitude":40.7128,"longitude":-74.0060,"address":"123 Warehouse Dr, New York, NY"},
           "planned_route":{"distance_km":45.2,"estimated_duration_minutes":67,"waypoints":8},
           "driver_info":{"name":"John Smith","license_number":"D123456789","safety_score":87.5}}},
         {"type":"fleet_status","timestamp":"2024-04-13T10:30:00Z","organization_id":"org_123",
          "summary":{"total_vehicles":25,"active_trips":18,"idle_vehicles":7,"maintenance_due":3,"safety_alerts":2},
          "vehicles":[{"vehicle_id":"vehicle_456","status":"active","trip_id":"trip_123","driver_id":"driver_789",
           "last_location":{"latitude":40.7128,"longitude":-74.0060,"timestamp":"2024-04-13T10:29:45Z"},"safety_score":87.5,"current_speed":45,"fuel_level":0.75}]},
         {"type":"driver_performance","timestamp":"2024-04-13T10:30:00Z","driver_id":"driver_789","trip_id":"trip_123",
          "performance":{"current_safety_score":85.2,
           "session_events":{"harsh_braking":2,"harsh_acceleration":1,"speeding_incidents":0,"phone_usage":0},
           "efficiency_metrics":{"fuel_economy":8.5,"idle_time_percent":12.3,"route_adherence":0.94},
           "trends":{"score_change":-2.1,"improvement_areas":["smooth_braking","acceleration_control"]}}},
         {"type":"batch_update","timestamp":"2024-04-13T10:30:00Z","batch_id":"batch_456","messages":[
          {"type":"location_update","trip_id":"trip_123","location":{"latitude":40.7128,"longitude":-74.0060}},
          {"type":"location_update","trip_id":"trip_456","location":{"latitude":40.7150,"longitude":-74.0040}}]}]
        """);

    /// <summary>Where PROTOCOLS.md says. S1's fuel_consumption, a 0 there that nothing ever changes, is left out (docs/streaming.md); what <c>derived</c> has beyond S1 is in it.</summary>
    public static JsonElement[] S1 { get; } = Parse("""
        [{"type":"location_update","timestamp_server":"2024-04-13T10:30:15Z","processed_at":"2024-04-13T10:30:15Z","address":"123 Main St, New York, NY",
          "geofence_status":[{"geofence_id":"depot","name":"Depot"}],
          "derived":{"distance_since_last_m":120.5,"speed_change":-40.2,"direction_change":-12.1,"estimated_fuel_rate":0.1,"speed_limit":60,"speed_limit_source":"road","place":"Old Town"},
          "anomalies":[{"type":"sudden_speed_change","severity":"high","value":-40.2}]},
         {"type":"safety_event","risk_score":0.9,"enhanced_severity":"high","alert_level":"warning","recommended_actions":["contact_driver"],"context":{"speed":55,"on_trip":true}},
         {"type":"dashboard_update","timestamp":"2024-04-13T10:30:00Z","data":{
          "fleet":{"total_vehicles":25,"active_vehicles":18,"total_distance_today":812.5,"average_speed":45.1},
          "safety":{"events_last_hour":2,"events_today":9,"average_safety_score":85,"critical_events":1,"trend":"stable"},
          "efficiency":{"average_speed":45.1,"idle_time":12.3},"timestamp":"2024-04-13T10:30:00Z"}},
         {"type":"sliding_metrics","timestamp":"2024-04-13T10:30:00Z","data":{
          "5m":{"fleet_average_speed":45.1,"total_distance":10.2,"safety_events":1,"active_vehicles":4},
          "15m":{"fleet_average_speed":45.1,"total_distance":30.2,"safety_events":2,"active_vehicles":4},
          "1h":{"fleet_average_speed":45.1,"total_distance":120.2,"safety_events":4,"active_vehicles":4}}}]
        """);

    /// <summary>The messages of a seed's text; null where the seed is not beside the project.</summary>
    public static List<JsonElement>? InSeed(string pattern)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var seeds = Path.Combine(folder.FullName, "shared", "seeds");
            if (System.IO.Directory.Exists(seeds) && System.IO.Directory.GetFiles(seeds, pattern) is [var seed])
                return [.. Blocks(File.ReadAllLines(seed))];
        }

        return null;
    }

    private static IEnumerable<JsonElement> Blocks(string[] lines)
    {
        for (var from = 0; from < lines.Length; from++)
        {
            if (lines[from].Trim() != "{")
                continue;

            for (var (until, depth) = (from, 0); until < lines.Length; until++)
            {
                depth += lines[until].Count(c => c == '{') - lines[until].Count(c => c == '}');
                if (depth > 0)
                    continue;

                if (TryParse(string.Join('\n', lines[from..(until + 1)]).Replace(": - ", ": -", StringComparison.Ordinal)) is { } block && block.TryGetProperty("type", out _))
                    yield return block;

                from = until;
                break;
            }
        }
    }

    private static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            return null; // JavaScript, not a message
        }
    }

    private static JsonElement[] Parse(string array) => [.. JsonDocument.Parse(array).RootElement.EnumerateArray()];
}

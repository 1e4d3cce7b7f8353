namespace Fleet.Gateway.Api;

/// <summary>Example bodies. A test sends each of them and expects it to be taken.</summary>
internal static class ApiExamples
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["POST v1/locations"] = """
            {"type":"location_update","timestamp":"2024-04-13T10:30:00Z","vehicle_id":"vehicle_456","trip_id":"trip_123","driver_id":"driver_789",
             "location":{"latitude":40.7128,"longitude":-74.0060,"speed":45.5,"heading":180.0,"accuracy":3.2,"altitude":12.5},
             "motion":{"acceleration":{"x":0.1,"y":-0.2,"z":9.8},"gyroscope":{"x":0.05,"y":-0.03,"z":0.01}},"fuel_level":0.75}
            """,
        ["POST v1/events"] = """
            {"vehicle_id":"vehicle_456","type":"panic_button","timestamp":"2024-04-13T10:30:00Z","severity":"critical",
             "location":{"latitude":40.7128,"longitude":-74.0060},"details":{"presses":2}}
            """,
        ["POST v1/vehicles"] = """{"vehicle_id":"van-1","name":"Van 1","plate_number":"ABC 123","capacity":12,"driver_id":"driver_789","tags":["north"]}""",
        ["POST v1/drivers"] = """{"driver_id":"driver-1","name":"John Smith","license_number":"D123456789"}""",
        ["POST v1/trips"] = """
            {"trip_id":"trip-1","vehicle_id":"van-1","driver_id":"driver-1","planned_route":{"distance_km":45.2,"estimated_duration_minutes":67,
             "waypoints":[{"latitude":40.7128,"longitude":-74.0060,"name":"Depot","radius_m":50}]}}
            """,
        ["POST v1/geofences"] = """
            {"geofence_id":"depot","name":"Depot","geometry":{"type":"Polygon","coordinates":[[[-74.01,40.71],[-74.0,40.71],[-74.0,40.72],[-74.01,40.72],[-74.01,40.71]]]},
             "tags":["depot"],"speed_limit":20,"dwell_seconds":600}
            """,
        ["POST v1/custom-events"] = """
            {"event_name":"delivery_completed","triggers":{"geofence_entry":"customer_location","stop_duration":120,"confirmation_required":true},"priority":"high"}
            """,
        ["PUT v1/road-limits/{layer_id}"] = """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","id":"way-1","properties":{"name":"Broadway","maxspeed":"25 mph","oneway":"yes"},
               "geometry":{"type":"LineString","coordinates":[[-74.0131,40.7052],[-74.0105,40.7098]]}},
              {"type":"Feature","id":"way-2","properties":{"maxspeed:forward":50,"maxspeed:backward":30},
               "geometry":{"type":"MultiLineString","coordinates":[[[-74.0150,40.7050],[-74.0140,40.7070]]]}}]}
            """,
        ["PUT v1/places/{layer_id}"] = """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","id":"depot","properties":{"name":"Depot","address":"123 Main St, New York, NY"},"geometry":{"type":"Point","coordinates":[-74.006,40.7128]}},
              {"type":"Feature","id":"broadway","properties":{"name":"Broadway"},"geometry":{"type":"LineString","coordinates":[[-74.0131,40.7052],[-74.0105,40.7098]]}},
              {"type":"Feature","id":"downtown","properties":{"name":"Downtown"},
               "geometry":{"type":"Polygon","coordinates":[[[-74.02,40.70],[-74.0,40.70],[-74.0,40.72],[-74.02,40.72],[-74.02,40.70]]]}}]}
            """,
        ["POST v1/notifications"] = """{"user_ids":["user-456"],"title":"Trip update","message":"Your trip has started","type":"trip"}""",
        ["POST v1/notifications/broadcast"] = """{"message":"System maintenance in 5 minutes","type":"warning"}""",
        ["POST v1/alert-rules"] = """
            {"rule_id":"night-speeding","name":"Speeding at night","events":["safety_event"],"condition":{"all":[{"field":"event","operator":"eq","value":"speeding"},
             {"field":"speed","operator":"gt","value":110}]},"vehicle_tags":["north"],"schedule":{"timezone":"Europe/Berlin","windows":[{"days":["fri","sat"],"from":"22:00","to":"06:00"}]},
             "priority":"high","channels":["email","slack"],"suppression":{"window_seconds":600},"escalations":[{"after_seconds":900,"channels":["sms"],"priority":"urgent"}]}
            """,
        ["PATCH v1/notification-settings"] = """{"email":{"default":["ops@example.org"],"urgent":["night@example.org"]},"sms":{"urgent":["+4915112345678"]},"time_zone":"Europe/Berlin"}""",
        ["POST v1/organizations"] = """{"organization_id":"org_123","name":"Example Freight","speed_limit":90}""",
        ["PATCH v1/thresholds"] = """
            {"harsh_acceleration":{"threshold":3.5,"duration":2.0},"harsh_braking":{"threshold":-4.0,"duration":1.5},
             "harsh_cornering":{"threshold":0.6,"duration":3.0},"speeding":{"over_limit":15,"duration":30}}
            """,
        ["POST v1/api-keys"] = """
            {"name":"dashboard","role":"viewer","permissions":{"channels":{"locations":"read"},"filters":{"vehicle_restrictions":["van-1"]}},
             "require_signature":false}
            """,
    };

    public static string? Find(string? method, string? path) => All.GetValueOrDefault(method + " " + path?.TrimEnd('/'));
}

using Fleet.Events;
using Fleet.Safety;

namespace Fleet.WireVectors;

/// <summary>What streaming writes. The order of fields is S0's, then the additions.</summary>
public static class StreamingEvents
{
    private const string Offset = """
        "offset":{"shard":3,"epoch":"e1","n":17}
        """;

    public static IReadOnlyList<EventVector> All { get; } =
    [
        new("location_update with everything", Samples.Location, 17, $$$$"""
            {"type":"location_update","timestamp":"2024-04-13T10:30:15Z","trip_id":"trip_123","vehicle_id":"vehicle_456","driver_id":"driver_789","location":{"latitude":40.7128,"longitude":-74.006,"speed":45.5,"heading":180,"accuracy":3.2,"altitude":12.5},"motion":{"acceleration":{"x":0.1,"y":-0.2,"z":9.8},"gyroscope":{"x":0.05,"y":-0.03,"z":0.01}},"event_id":"vehicle_456:18ed:location",{{{{Offset}}}},"timestamp_server":"2024-04-13T10:30:15.120Z","processed_at":"2024-04-13T10:30:15.125Z","geofence_status":[{"geofence_id":"depot","name":"Dépôt"}],"derived":{"distance_since_last_m":63.2,"speed_change":-1.5,"direction_change":2,"estimated_fuel_rate":0.08},"anomalies":[{"type":"sudden_speed_change","severity":"high","value":-31.5}]}
            """),
        new("location_update of a bare position, unknown fields left out", Samples.BareLocation, 17, $$$$"""
            {"type":"location_update","timestamp":"2024-04-13T10:30:15Z","vehicle_id":"v1","location":{"latitude":-90,"longitude":180,"speed":0},"event_id":"v1:0:location",{{{{Offset}}}},"timestamp_server":"2024-04-13T10:30:15Z","geofence_status":[],"derived":{"distance_since_last_m":0}}
            """),
        new("location_update out of a snapshot has no offset", Samples.BareLocation, 0, """
            {"type":"location_update","timestamp":"2024-04-13T10:30:15Z","vehicle_id":"v1","location":{"latitude":-90,"longitude":180,"speed":0},"event_id":"v1:0:location","timestamp_server":"2024-04-13T10:30:15Z","geofence_status":[],"derived":{"distance_since_last_m":0}}
            """),
        new("numbers that are none are left out", Samples.BareLocation with { SpeedKmh = double.NaN, DistanceSinceLastMeters = double.PositiveInfinity }, 17, $$$$"""
            {"type":"location_update","timestamp":"2024-04-13T10:30:15Z","vehicle_id":"v1","location":{"latitude":-90,"longitude":180},"event_id":"v1:0:location",{{{{Offset}}}},"timestamp_server":"2024-04-13T10:30:15Z","geofence_status":[],"derived":{}}
            """),
        new("safety_event", Samples.Safety, 17, $$$$"""
            {"type":"safety_event","timestamp":"2024-04-13T10:30:45Z","trip_id":"trip_123","vehicle_id":"vehicle_456","driver_id":"driver_789","event":{"type":"harsh_braking","severity":"high","details":{"deceleration":-5.2,"duration_seconds":2.1,"speed_after":25,"speed_before":55},"location":{"latitude":40.7128,"longitude":-74.006}},"risk_assessment":{"crash_probability":0.15,"severity_score":8.2,"contributing_factors":["night"]},"location":{"latitude":40.7128,"longitude":-74.006},"event_id":"vehicle_456:18ee:harsh_braking",{{{{Offset}}}},"risk_score":0.9,"enhanced_severity":"critical","alert_level":"emergency","recommended_actions":["contact_driver","review_following_distance","coach_driver"],"context":{"speed":25,"on_trip":true},"why":{"rule":"harsh_braking.speed","rule_version":1,"thresholds":{"meters_per_second_squared":4},"positions":["2024-04-13T10:30:15Z","2024-04-13T10:30:16.500Z"]}}
            """),
        new("safety_event of a type nobody knows, without a place", Samples.Safety with
        {
            Type = "tyre_pressure",
            Severity = Severity.Low,
            Location = null,
            TripId = null,
            Why = null,
            Details = Samples.Numbers(),
            Risk = new RiskAssessment { RiskScore = 0.15, SeverityScore = 1, CrashProbability = 0 },
        }, 17, $$$$"""
            {"type":"safety_event","timestamp":"2024-04-13T10:30:45Z","vehicle_id":"vehicle_456","driver_id":"driver_789","event":{"type":"tyre_pressure","severity":"low","details":{}},"risk_assessment":{"crash_probability":0,"severity_score":1,"contributing_factors":[]},"event_id":"vehicle_456:18ee:harsh_braking",{{{{Offset}}}},"risk_score":0.15,"enhanced_severity":"low","alert_level":"info","recommended_actions":[],"context":{"speed":25,"on_trip":false}}
            """),
        new("trip_started", Samples.TripStarted, 17, $$$$"""
            {"type":"trip_update","timestamp":"2024-04-13T10:30:15Z","trip_id":"trip_123","vehicle_id":"vehicle_456","driver_id":"driver_789","event":"trip_started","details":{"start_location":{"latitude":40.7128,"longitude":-74.006},"planned_route":{"distance_km":45.2,"estimated_duration_minutes":67,"waypoints":8},"driver_info":{"name":"John Smith","license_number":"D123456789","safety_score":87.5}},"status":"active","event_id":"vehicle_456:18ef:trip_started:trip_123",{{{{Offset}}}}}
            """),
        new("waypoint_reached", Samples.TripStarted with { Kind = Trips.TripEventKind.WaypointReached, WaypointIndex = 2, WaypointName = "Dock 4" }, 17, $$$$"""
            {"type":"trip_update","timestamp":"2024-04-13T10:30:15Z","trip_id":"trip_123","vehicle_id":"vehicle_456","driver_id":"driver_789","event":"waypoint_reached","details":{"location":{"latitude":40.7128,"longitude":-74.006},"waypoint":{"index":2,"name":"Dock 4"}},"status":"active","event_id":"vehicle_456:18ef:trip_started:trip_123",{{{{Offset}}}}}
            """),
        new("geofence_entry without a trip", Samples.GeofenceEntry, 17, $$$$"""
            {"type":"trip_update","timestamp":"2024-04-13T10:30:15Z","vehicle_id":"vehicle_456","event":"geofence_entry","details":{"location":{"latitude":40.7128,"longitude":-74.006},"geofence":{"geofence_id":"depot","name":"Depot \"north\"","tags":["customer_location"],"authorized":true}},"event_id":"vehicle_456:18f0:geofence_entry:depot",{{{{Offset}}}}}
            """),
        new("trip_completed with the numbers of the trip", Samples.TripStarted with
        {
            Kind = Trips.TripEventKind.Completed,
            Status = Trips.TripStatus.Completed,
            Reason = "stopped",
            Details = Samples.Numbers(("distance_km", 44.8), ("duration_seconds", 3720)),
        }, 17, $$$$"""
            {"type":"trip_update","timestamp":"2024-04-13T10:30:15Z","trip_id":"trip_123","vehicle_id":"vehicle_456","driver_id":"driver_789","event":"trip_completed","details":{"end_location":{"latitude":40.7128,"longitude":-74.006},"reason":"stopped","distance_km":44.8,"duration_seconds":3720},"status":"completed","event_id":"vehicle_456:18ef:trip_started:trip_123",{{{{Offset}}}}}
            """),
        new("trip_paused of a trip's second revision", Samples.TripStarted with
        {
            EventId = "vehicle_456:18ef:trip_paused:trip_123:r2",
            Revises = "vehicle_456:18ef:trip_paused:trip_123",
            Revision = 2,
            Kind = Trips.TripEventKind.Paused,
            Status = Trips.TripStatus.Paused,
        }, 17, $$$$"""
            {"type":"trip_update","timestamp":"2024-04-13T10:30:15Z","trip_id":"trip_123","vehicle_id":"vehicle_456","driver_id":"driver_789","event":"trip_paused","details":{"location":{"latitude":40.7128,"longitude":-74.006}},"status":"paused","event_id":"vehicle_456:18ef:trip_paused:trip_123:r2",{{{{Offset}}}},"revision":2}
            """),
        new("event_superseded by another", Superseded(by: "vehicle_456:18ee:harsh_braking:r2"), 17, $$$$"""
            {"type":"event_superseded","timestamp":"2024-04-13T10:30:45Z","trip_id":"trip_123","vehicle_id":"vehicle_456","driver_id":"driver_789","event_id":"vehicle_456:18ee:harsh_braking","revision":2,"replaced_by":"vehicle_456:18ee:harsh_braking:r2",{{{{Offset}}}}}
            """),
        new("event_superseded by nothing", Superseded(by: null), 17, $$$$"""
            {"type":"event_superseded","timestamp":"2024-04-13T10:30:45Z","trip_id":"trip_123","vehicle_id":"vehicle_456","driver_id":"driver_789","event_id":"vehicle_456:18ee:harsh_braking","revision":2,{{{{Offset}}}}}
            """),
        new("driver_compliance", Samples.Compliance, 17, $$$$"""
            {"type":"driver_compliance","timestamp":"2024-04-13T10:30:15Z","driver_id":"driver_789","trip_id":"trip_123","vehicle_id":"vehicle_456","regulation":"DOT_FMCSA","jurisdiction":"US","event":{"type":"hours_approaching","limit":"driving","duty_status":"driving","remaining_seconds":3600,"limit_at":"2024-04-13T11:30:15Z"},"remaining":{"driving_seconds":3600,"window_seconds":9000,"break_seconds":14400,"cycle_seconds":-60},"event_id":"driver_789:18f2:driver_compliance:HoursApproaching:Driving",{{{{Offset}}}},"why":{"rule":"49_cfr_395.3(a)(3)(i)","rule_version":1,"thresholds":{"limit_hours":11},"positions":[]}}
            """),
        new("custom_event, confirmed", Samples.CustomEvent, 17, $$$$"""
            {"type":"custom_event","timestamp":"2024-04-13T10:30:15Z","event_name":"delivery_completed","trip_id":"trip_123","vehicle_id":"vehicle_456","driver_id":"driver_789","priority":"high","status":"confirmed","details":{"stop_seconds":120,"location":{"latitude":40.7128,"longitude":-74.006},"geofence":{"geofence_id":"customer_location","name":"Customer"}},"confirmation":{"confirm_by":"2024-04-13T10:45:15Z","confirmed_by":"key_1","pending_event_id":"vehicle_456:18f4:custom_event:delivery_completed"},"event_id":"vehicle_456:18f4:custom_event:delivery_completed:confirmed",{{{{Offset}}}},"why":{"rule":"custom_event.triggers","rule_version":1,"thresholds":{"stop_seconds":120},"positions":["2024-04-13T10:30:15Z"]}}
            """),
        new("alert raised", Samples.Alert, 17, $$$$"""
            {"type":"alert","timestamp":"2024-04-13T10:30:15Z","trip_id":"trip_123","vehicle_id":"vehicle_456","driver_id":"driver_789","status":"raised","alert_id":"alert_0123456789abcdef0123","rule_id":"critical_safety_event","priority":"urgent","title":"[URGENT] Critical Safety Event","message":"crash_detection (critical), vehicle vehicle_456, driver driver_789","alert":{"id":"alert_0123456789abcdef0123","rule_id":"critical_safety_event","rule_name":"Critical Safety Event","rule_version":1,"priority":"urgent","status":"active","timestamp":"2024-04-13T10:30:15Z","channels":["sms","email","slack","push"],"suppressed":0,"escalations":0,"event_data":{"event_id":"vehicle_456:18ee:crash_detection","type":"safety_event","event":"crash_detection","severity":"critical","timestamp":"2024-04-13T10:30:15Z","vehicle_id":"vehicle_456","driver_id":"driver_789","location":{"latitude":40.7128,"longitude":-74.006},"description":"airbags open"}},"event_id":"alert_0123456789abcdef0123:18ee:raised",{{{{Offset}}}},"why":{"rule":"alert.critical_safety_event","rule_version":1,"thresholds":{},"positions":[]}}
            """),
        new("alert acknowledged", Samples.Alert with
        {
            Step = Alerts.AlertStep.Acknowledged,
            Status = Alerts.AlertStatus.Acknowledged,
            Source = new() { EventId = "e1", Kind = "driver_compliance", At = Samples.Time },
            VehicleId = null,
            TripId = null,
            Channels = [],
            Suppressed = 2,
            Escalations = 1,
            By = "ada",
            Note = "on it",
            Why = null,
        }, 17, $$$$"""
            {"type":"alert","timestamp":"2024-04-13T10:30:15Z","driver_id":"driver_789","status":"acknowledged","alert_id":"alert_0123456789abcdef0123","rule_id":"critical_safety_event","priority":"urgent","title":"[URGENT] Critical Safety Event","message":"crash_detection (critical), vehicle vehicle_456, driver driver_789","alert":{"id":"alert_0123456789abcdef0123","rule_id":"critical_safety_event","rule_name":"Critical Safety Event","rule_version":1,"priority":"urgent","status":"acknowledged","timestamp":"2024-04-13T10:30:15Z","channels":[],"suppressed":2,"escalations":1,"event_data":{"event_id":"e1","type":"driver_compliance","timestamp":"2024-04-13T10:30:15Z","driver_id":"driver_789"}},"by":"ada","note":"on it","event_id":"alert_0123456789abcdef0123:18ee:raised",{{{{Offset}}}}}
            """),
        new("driver_performance", Samples.Driver, 17, $$$$"""
            {"type":"driver_performance","timestamp":"2024-04-13T10:30:15Z","driver_id":"driver_789","trip_id":"trip_123","vehicle_id":"vehicle_456","performance":{"current_safety_score":85.2,"session_events":{"harsh_braking":2,"harsh_acceleration":1,"speeding_incidents":0,"phone_usage":0,"harsh_cornering":3},"efficiency_metrics":{"idle_time_percent":12.3},"trends":{"score_change":-2.1,"improvement_areas":["smooth_braking","acceleration_control"]}},"event_id":"driver_789:18f1:driver_performance",{{{{Offset}}}}}
            """),
    ];

    private static EventSuperseded Superseded(string? by) => new()
    {
        EventId = Samples.Safety.EventId + ":superseded2",
        OrganizationId = Samples.Safety.OrganizationId,
        Timestamp = Samples.Safety.Timestamp,
        VehicleId = Samples.Safety.VehicleId,
        DriverId = Samples.Safety.DriverId,
        TripId = Samples.Safety.TripId,
        Revision = 2,
        Superseded = Samples.Safety,
        ReplacedBy = by,
    };
}

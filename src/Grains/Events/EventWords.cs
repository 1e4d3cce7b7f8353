using System.Text.Json;

namespace Fleet.Events;

/// <summary>What an event is called where people choose events by name: its channel, and its type within.</summary>
internal static class EventWords
{
    public const string Workflows = "workflows";

    /// <summary>Channels whose events can be chosen.</summary>
    public static readonly string[] Channels =
        ["safety_events", "trip_updates", "driver_performance", "driver_compliance", "vehicle_status", "custom_events", "alerts", Workflows];

    /// <summary>Null for what is for nobody to choose: measurements, inboxes, the status of webhooks themselves.</summary>
    public static (string Channel, string Type)? Of(FleetEvent happened) => happened switch
    {
        SafetyDetected safety => ("safety_events", safety.Type),
        TripChanged trip => ("trip_updates", Trip(Snake(trip.Kind.ToString()))),
        DriverPerformanceMeasured => ("driver_performance", "driver_performance"),
        ComplianceWarned warned => ("driver_compliance", Snake(warned.Kind.ToString())),
        VehicleStatusChanged { Removed: true } => ("vehicle_status", "vehicle_removed"),
        VehicleStatusChanged vehicle => ("vehicle_status", "vehicle_" + Snake(vehicle.Status.ToString())),
        AlertChanged alert => ("alerts", "alert_" + Snake(alert.Step.ToString())),
        EventSuperseded notice => Of(notice.Superseded) is { } told ? (told.Channel, "event_superseded") : null,
        CustomEventRaised custom => ("custom_events", custom.Name),
        ExecutionChanged { Step: null } execution => (Workflows, "workflow_" + Snake(execution.Status.ToString())),
        _ => null,
    };

    // The wire's words: trip_started … trip_cancelled, waypoint_reached, geofence_entry, geofence_exit.
    private static string Trip(string kind) => kind.Contains('_', StringComparison.Ordinal) ? kind : "trip_" + kind;

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}

using System.Collections.Concurrent;
using System.Text.Json;
using Fleet.Events;
using Fleet.Traffic;

namespace Fleet.Storage;

/// <summary>What events are asked for by.</summary>
internal static class EventIndex
{
    private static readonly ConcurrentDictionary<Type, string> _kinds = new();

    /// <summary>Measurements are too many to be rows of their own; for locations, positions hold what history asks of them.</summary>
    /// <remarks>What is in a person's inbox is his alone: it goes over the line to him, and nobody finds it by asking.</remarks>
    /// <remarks>Of a camera's measures those that close a minute are rows, with its sums; weather and air come seldom.</remarks>
    public static bool IsIndexed(FleetEvent fleetEvent) =>
        (!fleetEvent.IsMeasurement || fleetEvent is TrafficFlowMeasured { Closes: not null } or WeatherMeasured or AirQualityMeasured)
        && fleetEvent is not InboxChanged;

    /// <summary>The alias, for example Fleet.SafetyDetected.</summary>
    public static string KindOf(FleetEvent fleetEvent) => _kinds.GetOrAdd(
        fleetEvent.GetType(),
        static t => TypeAlias.Of(t) ?? throw new StorageException($"{t} has no [Alias] and cannot be logged."));

    public static string? TypeOf(FleetEvent fleetEvent) => fleetEvent switch
    {
        SafetyDetected safety => safety.Type,
        TripChanged trip => TripTypeOf(trip),
        CustomEventRaised custom => custom.Name,
        EventSuperseded => "event_superseded",
        AlertChanged alert => "alert_" + Snake(alert.Step.ToString()),
        VehicleStatusChanged vehicle => Snake(vehicle.Status.ToString()),
        AccidentChanged step => "accident_" + Snake(step.Change.ToString()),
        CameraStatusChanged camera => "camera_" + Snake(camera.Status.ToString()),
        TrafficAlertRaised alert => alert.Cleared ? "alert_cleared" : "alert_raised",
        _ => null,
    };

    /// <summary>What a traffic event is about.</summary>
    public static string? SubjectOf(FleetEvent fleetEvent) => (fleetEvent as TrafficEvent)?.SubjectId;

    public static string? SeverityOf(FleetEvent fleetEvent) =>
        fleetEvent is SafetyDetected safety ? Snake(safety.Severity.ToString()) : null;

    // The wire's words: trip_started … trip_cancelled, waypoint_reached, geofence_entry, geofence_exit.
    private static string TripTypeOf(TripChanged trip)
    {
        var kind = Snake(trip.Kind.ToString());
        return kind.Contains('_', StringComparison.Ordinal) ? kind : "trip_" + kind;
    }

    public static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}

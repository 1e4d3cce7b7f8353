using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fleet.Events;
using Fleet.Geography;

namespace Fleet.Alerts;

/// <summary>The event kinds that rules know, and the fields of each. docs/alerts.md has this table; a test compares.</summary>
public static class AlertFields
{
    /// <summary>Fields of this beginning are the event's own numbers, by any name.</summary>
    public const string Details = "details.";

    private static readonly AlertField[] Common =
    [
        Text("vehicle_id", e => e.VehicleId),
        Text("driver_id", e => e.DriverId),
        Text("trip_id", e => e.TripId),
    ];

    private static readonly FrozenDictionary<AlertEventKind, FrozenDictionary<string, AlertField>> Known = new Dictionary<AlertEventKind, AlertField[]>
    {
        [AlertEventKind.SafetyEvent] =
        [
            Text<SafetyDetected>("event", e => e.Type),
            new("severity", AlertFieldType.Level, e => ((SafetyDetected)e).Severity),
            Number<SafetyDetected>("speed", e => e.SpeedKmh),
            Number<SafetyDetected>("risk_score", e => e.Risk.RiskScore),
            Number<SafetyDetected>("crash_probability", e => e.Risk.CrashProbability),
            Number<SafetyDetected>("latitude", e => e.Location?.Latitude),
            Number<SafetyDetected>("longitude", e => e.Location?.Longitude),
            Text<SafetyDetected>("message", e => e.Message),
            new("contributing_factors", AlertFieldType.Texts, e => ((SafetyDetected)e).Risk.ContributingFactors),
        ],
        [AlertEventKind.TripUpdate] =
        [
            Text<TripChanged>("event", TripEvent),
            Text<TripChanged>("status", e => e.Status is { } status ? Snake(status) : null),
            Text<TripChanged>("reason", e => e.Reason),
            Text<TripChanged>("waypoint_name", e => e.WaypointName),
            Number<TripChanged>("waypoint_index", e => e.WaypointIndex),
            .. Fence,
        ],
        [AlertEventKind.GeofenceEvent] = [Text<TripChanged>("event", e => TripEvent(e)["geofence_".Length..]), .. Fence],
        [AlertEventKind.DriverCompliance] =
        [
            Text<ComplianceWarned>("event", e => Snake(e.Kind)),
            Text<ComplianceWarned>("limit", e => Snake(e.Limit)),
            Text<ComplianceWarned>("duty_status", e => Snake(e.Status)),
            Number<ComplianceWarned>("remaining_seconds", e => e.Left.Of(e.Limit).TotalSeconds),
            Text<ComplianceWarned>("regulation", e => e.Regulation),
            Text<ComplianceWarned>("jurisdiction", e => e.Jurisdiction),
        ],
        [AlertEventKind.DriverPerformance] =
        [
            Number<DriverPerformanceMeasured>("safety_score", e => e.Driver.SafetyScore),
            Number<DriverPerformanceMeasured>("score_change", e => e.Driver.ScoreChange),
            Number<DriverPerformanceMeasured>("idle_time_percent", e => e.Driver.IdleTimePercent),
            new("improvement_areas", AlertFieldType.Texts, e => ((DriverPerformanceMeasured)e).Driver.ImprovementAreas),
        ],
        [AlertEventKind.VehicleStatus] =
        [
            Text<VehicleStatusChanged>("status", e => Snake(e.Status)),
            new("removed", AlertFieldType.Flag, e => ((VehicleStatusChanged)e).Removed),
        ],
        [AlertEventKind.CustomEvent] =
        [
            Text<CustomEventRaised>("event", e => e.Name),
            Text<CustomEventRaised>("priority", e => Snake(e.Priority)),
            Text<CustomEventRaised>("geofence_id", e => e.GeofenceId),
            Text<CustomEventRaised>("geofence_name", e => e.GeofenceName),
            Number<CustomEventRaised>("latitude", e => e.Location?.Latitude),
            Number<CustomEventRaised>("longitude", e => e.Location?.Longitude),
        ],
    }.ToFrozenDictionary(k => k.Key, k => Common.Concat(k.Value).ToFrozenDictionary(f => f.Name, StringComparer.Ordinal));

    private static AlertField[] Fence =>
    [
        Text<TripChanged>("geofence_id", e => e.GeofenceId),
        Text<TripChanged>("geofence_name", e => e.GeofenceName),
        new("geofence_tags", AlertFieldType.Texts, e => ((TripChanged)e).GeofenceTags),
        new("authorized", AlertFieldType.Flag, e => ((TripChanged)e).Authorized),
        Number<TripChanged>("latitude", e => e.Location?.Latitude),
        Number<TripChanged>("longitude", e => e.Location?.Longitude),
    ];

    /// <summary>Under which alias the kind's events are logged.</summary>
    public static string AliasOf(AlertEventKind kind) => kind switch
    {
        AlertEventKind.SafetyEvent => "Fleet.SafetyDetected",
        AlertEventKind.TripUpdate or AlertEventKind.GeofenceEvent => "Fleet.TripChanged",
        AlertEventKind.DriverCompliance => "Fleet.ComplianceWarned",
        AlertEventKind.DriverPerformance => "Fleet.DriverPerformanceMeasured",
        AlertEventKind.CustomEvent => "Fleet.CustomEventRaised",
        _ => "Fleet.VehicleStatusChanged",
    };

    public static bool Is(FleetEvent happened, AlertEventKind kind) => kind switch
    {
        AlertEventKind.SafetyEvent => happened is SafetyDetected,
        AlertEventKind.TripUpdate => happened is TripChanged,
        AlertEventKind.GeofenceEvent => happened is TripChanged trip && IsFence(trip),
        AlertEventKind.DriverCompliance => happened is ComplianceWarned,
        AlertEventKind.DriverPerformance => happened is DriverPerformanceMeasured,
        AlertEventKind.VehicleStatus => happened is VehicleStatusChanged,
        AlertEventKind.CustomEvent => happened is CustomEventRaised { IsComplete: true },
        _ => false,
    };

    /// <returns>Null where events of the kind have no such field.</returns>
    public static AlertField? Find(AlertEventKind kind, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Known[kind].GetValueOrDefault(name)
            ?? (name.StartsWith(Details, StringComparison.Ordinal) && name.Length > Details.Length && kind is AlertEventKind.SafetyEvent or AlertEventKind.TripUpdate or AlertEventKind.GeofenceEvent or AlertEventKind.CustomEvent
                ? new(name, AlertFieldType.Number, e => Detail(e, name[Details.Length..]))
                : null);
    }

    public static IEnumerable<AlertField> Of(AlertEventKind kind) => Known[kind].Values;

    /// <summary>What an alert says of the event.</summary>
    public static AlertSource SourceOf(FleetEvent happened, AlertEventKind kind)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return new AlertSource
        {
            EventId = happened.EventId,
            Kind = Snake(kind),
            Type = Find(kind, "event")?.Read(happened) as string ?? Find(kind, "status")?.Read(happened) as string,
            Severity = (happened as SafetyDetected)?.Severity,
            At = happened.Timestamp,
            Location = PlaceOf(happened),
            Description = happened switch
            {
                SafetyDetected safety => safety.Message,
                TripChanged { GeofenceId: { } fence } crossed => crossed.GeofenceName ?? fence,
                TripChanged { Reason: { } reason } => reason,
                _ => null,
            },
        };
    }

    public static GeoPoint? PlaceOf(FleetEvent happened) => happened switch
    {
        SafetyDetected safety => safety.Location,
        TripChanged trip => trip.Location,
        CustomEventRaised custom => custom.Location,
        _ => null,
    };

    public static string Snake<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>A field's value as text, so that two events can be compared by it.</summary>
    public static string? ReadText(FleetEvent happened, AlertEventKind kind, string name) => Find(kind, name)?.Read(happened) switch
    {
        null => null,
        string text => text,
        ImmutableArray<string> texts => string.Join('\n', texts),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString(),
    };

    private static bool IsFence(TripChanged trip) => trip.GeofenceId is not null && trip.Kind.ToString().StartsWith("Geofence", StringComparison.Ordinal);

    private static string TripEvent(TripChanged trip) => EventWords.Of(trip)!.Value.Type;

    private static object? Detail(FleetEvent happened, string name) => happened switch
    {
        SafetyDetected safety when safety.Details.TryGetValue(name, out var value) => value,
        TripChanged trip when trip.Details.TryGetValue(name, out var value) => value,
        CustomEventRaised custom when custom.Details.TryGetValue(name, out var value) => value,
        _ => null,
    };

    private static AlertField Text(string name, Func<FleetEvent, string?> read) => new(name, AlertFieldType.Text, read);

    private static AlertField Text<T>(string name, Func<T, string?> read)
        where T : FleetEvent => new(name, AlertFieldType.Text, e => read((T)e));

    private static AlertField Number<T>(string name, Func<T, double?> read)
        where T : FleetEvent => new(name, AlertFieldType.Number, e => read((T)e));
}

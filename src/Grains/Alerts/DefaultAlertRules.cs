using System.Collections.Immutable;
using Fleet.Safety;

namespace Fleet.Alerts;

/// <summary>
/// S1's four rules, with its windows, priorities and channels. Mended: a breakdown is what a device or person reports as one
/// (S1's own rule took every parked vehicle for one); an unauthorised crossing counts in both directions (S1's
/// missed the way in); several safety events are counted as events (S1 counted only those that had
/// raised alerts before), and fuel, idling and breakdowns are not among them.
/// </summary>
public static class DefaultAlertRules
{
    public static ImmutableArray<AlertRule> All { get; } =
    [
        new()
        {
            RuleId = "critical_safety_event",
            Name = "Critical Safety Event",
            Events = [AlertEventKind.SafetyEvent],
            Severities = [Severity.Critical],
            Channels = [AlertChannel.Sms, AlertChannel.Email, AlertChannel.Slack, AlertChannel.Push],
            Priority = AlertPriority.Urgent,
            Suppression = new() { WindowSeconds = 300 },
        },
        new()
        {
            RuleId = "vehicle_breakdown",
            Name = "Vehicle Breakdown Detected",
            Events = [AlertEventKind.SafetyEvent],
            Condition = new() { Field = "event", Operator = AlertOperator.Eq, Value = new() { Text = SafetyTypes.Breakdown } },
            Channels = [AlertChannel.Sms, AlertChannel.Email],
            Priority = AlertPriority.High,
            Suppression = new() { WindowSeconds = 600 },
            AutoResolve = new()
            {
                On = AlertEventKind.TripUpdate,
                Condition = new() { Field = "event", Operator = AlertOperator.In, Value = new() { Texts = ["trip_started", "trip_resumed"] } },
            },
        },
        new()
        {
            RuleId = "geofence_violation",
            Name = "Geofence Boundary Violation",
            Events = [AlertEventKind.GeofenceEvent],
            Condition = new()
            {
                All =
                [
                    new() { Field = "event", Operator = AlertOperator.In, Value = new() { Texts = ["entry", "exit"] } },
                    new() { Field = "authorized", Operator = AlertOperator.Eq, Value = new() { Flag = false } },
                ],
            },
            Channels = [AlertChannel.Sms, AlertChannel.Push],
            Priority = AlertPriority.Medium,
            Suppression = new() { WindowSeconds = 180 },
        },
        new()
        {
            RuleId = "multiple_safety_events",
            Name = "Multiple Safety Events",
            Events = [AlertEventKind.SafetyEvent],
            Condition = new()
            {
                Field = "event",
                Operator = AlertOperator.NotIn,
                Value = new() { Texts = [SafetyTypes.Idling, SafetyTypes.LowFuel, SafetyTypes.Fuel, SafetyTypes.Breakdown] },
            },
            Count = new() { AtLeast = 3, WithinSeconds = 600 },
            Channels = [AlertChannel.Email, AlertChannel.Slack],
            Priority = AlertPriority.Medium,
            Suppression = new() { WindowSeconds = 900 },
            AutoResolve = new() { AfterSeconds = 3_600 },
        },
    ];
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Fleet.Workflows;

/// <summary>Whether an event starts a workflow. Pure.</summary>
internal static class TriggerMatch
{
    private static readonly string[] Crossings = ["geofence_entry", "geofence_exit", "geofence_dwell"];

    /// <param name="trigger">Of the workflow.</param>
    /// <param name="words">The event's channel and type.</param>
    /// <param name="document">The event.</param>
    public static bool Matches(WorkflowTrigger trigger, (string Channel, string Type) words, JsonObject document) =>
        IsKind(trigger.Type, words)
        && Any(trigger.Events, words.Type)
        && Any(trigger.GeofenceIds, Text(document, "geofence_id"))
        && Any(trigger.RuleIds, Text(document, "rule_id"))
        && Any(trigger.Priorities, Text(document, "priority"))
        && Any(trigger.VehicleIds, Text(document, "vehicle_id"))
        && (trigger.GeofenceTags.IsEmpty || (document["geofence_tags"] is JsonArray tags && tags.Any(t => trigger.GeofenceTags.Contains((string?)t ?? ""))));

    /// <summary>What is folded again for late positions, or no longer stands, starts nothing: it is no news.</summary>
    private static bool IsKind(TriggerType type, (string Channel, string Type) words) => type switch
    {
        _ when words.Type == "event_superseded" => false,
        TriggerType.Geofence => words.Channel == "trip_updates" && Crossings.Contains(words.Type),
        TriggerType.Trip => words.Channel == "trip_updates" && !Crossings.Contains(words.Type),
        TriggerType.Alert => words.Channel == "alerts",
        TriggerType.CustomEvent => words.Channel == "custom_events",
        _ => false,
    };

    private static bool Any(ImmutableArray<string> wanted, string? found) => wanted.IsEmpty || (found is not null && wanted.Contains(found));

    private static string? Text(JsonObject document, string name) => document[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

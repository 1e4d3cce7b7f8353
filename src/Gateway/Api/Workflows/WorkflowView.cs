using System.ComponentModel;
using System.Text.Json.Nodes;
using Fleet.Gateway.Json;
using Fleet.Trips;
using Fleet.Workflows;

namespace Fleet.Gateway.Api.Workflows;

/// <summary>A workflow as it was defined.</summary>
public sealed record WorkflowView
{
    public required string WorkflowId { get; init; }

    public required string Name { get; init; }

    public required bool Enabled { get; init; }

    [Description("Counts its changes. An execution goes on with the version that it began with.")]
    public required int Version { get; init; }

    public required JsonObject Trigger { get; init; }

    public required JsonArray Steps { get; init; }

    internal static WorkflowView Of(WorkflowDefinition workflow) => new()
    {
        WorkflowId = workflow.WorkflowId,
        Name = workflow.Name,
        Enabled = workflow.Enabled,
        Version = workflow.Version,
        Trigger = Of(workflow.Trigger),
        Steps = Of(workflow.Steps),
    };

    private static JsonObject Of(WorkflowTrigger trigger)
    {
        var written = new JsonObject { ["type"] = WireNames<TriggerType>.Of(trigger.Type) };
        Put(written, trigger.Type == TriggerType.CustomEvent ? "event_names" : "events", trigger.Events.Select(e => Bare(trigger.Type, e)));
        Put(written, "geofence_ids", trigger.GeofenceIds);
        Put(written, "tags", trigger.GeofenceTags);
        Put(written, "rule_ids", trigger.RuleIds);
        Put(written, "priorities", trigger.Priorities);
        Put(written, "vehicle_ids", trigger.VehicleIds);
        Put(written, "cron", trigger.Cron);
        Put(written, "interval_seconds", trigger.IntervalSeconds);
        Put(written, "time_zone", trigger.TimeZone);
        return written;
    }

    private static string Bare(TriggerType type, string word) => type switch
    {
        TriggerType.Geofence => word["geofence_".Length..],
        TriggerType.Alert => word["alert_".Length..],
        _ => word,
    };

    private static JsonArray Of(IEnumerable<WorkflowStep> steps) => new([.. steps.Select(Of)]);

    private static JsonObject Of(WorkflowStep step)
    {
        var written = new JsonObject { ["id"] = step.StepId };
        switch (step)
        {
            case ConditionStep condition:
                written["type"] = "condition";
                Put(written, condition.If);
                if (!condition.Then.IsEmpty)
                    written["then"] = Of(condition.Then);
                if (!condition.Else.IsEmpty)
                    written["else"] = Of(condition.Else);
                break;
            case DelayStep delay:
                written["type"] = "delay";
                written["seconds"] = delay.Seconds;
                break;
            case NotifyStep notify:
                written["type"] = "notify";
                Put(written, "user_ids", notify.UserIds);
                Put(written, "title", notify.Title);
                written["message"] = notify.Message;
                written["notification_type"] = notify.NotificationType;
                break;
            case WebhookStep webhook:
                written["type"] = "webhook";
                written["webhook_id"] = webhook.WebhookId;
                written["message_type"] = webhook.MessageType;
                if (webhook.Payload is { } payload)
                    written["payload"] = JsonNode.Parse(payload);
                break;
            case SetTagStep tag:
                written["type"] = "set_tag";
                written["vehicle_id"] = tag.VehicleId;
                Put(written, "add", tag.Add);
                Put(written, "remove", tag.Remove);
                break;
            case CreateTripStep trip:
                written["type"] = "create_trip";
                written["vehicle_id"] = trip.VehicleId;
                Put(written, "driver_id", trip.DriverId);
                written["planned_route"] = Route(trip);
                break;
            case ParallelStep parallel:
                written["type"] = "parallel";
                written["branches"] = new JsonArray([.. parallel.Branches.Select(b => Of(b))]);
                break;
        }

        if (step is NotifyStep or WebhookStep or SetTagStep or CreateTripStep)
        {
            written["retry"] = new JsonObject
            {
                ["max_attempts"] = step.Retry.MaxAttempts,
                ["backoff_multiplier"] = step.Retry.BackoffMultiplier,
                ["initial_delay_seconds"] = step.Retry.InitialDelaySeconds,
            };
        }

        if (step.ContinueOnError)
            written["continue_on_error"] = true;

        return written;
    }

    private static JsonObject Route(CreateTripStep trip)
    {
        var route = new JsonObject();
        if (trip.DistanceKm is { } distance)
            route["distance_km"] = distance;
        if (trip.EstimatedDurationMinutes is { } minutes)
            route["estimated_duration_minutes"] = minutes;

        route["waypoints"] = new JsonArray([.. trip.Waypoints.Select(Of)]);
        if (trip.Polyline is { } polyline)
            route["polyline"] = polyline;
        if (trip.ToleranceMeters is { } tolerance)
            route["tolerance_m"] = tolerance;
        return route;
    }

    private static JsonNode Of(Waypoint waypoint)
    {
        var written = new JsonObject { ["latitude"] = waypoint.Location.Latitude, ["longitude"] = waypoint.Location.Longitude, ["radius_m"] = waypoint.RadiusMeters };
        Put(written, "name", waypoint.Name);
        return written;
    }

    private static void Put(JsonObject written, StepCondition condition)
    {
        if (condition.Field is { } field)
        {
            written["field"] = field;
            written["operator"] = WireNames<ConditionOperator>.Of(condition.Operator);
            if (condition.Value is { } value)
                written["value"] = JsonNode.Parse(value);
        }
        else
        {
            written[condition.All.IsEmpty ? "any" : "all"] = new JsonArray([.. (condition.All.IsEmpty ? condition.Any : condition.All).Select(c =>
            {
                var inner = new JsonObject();
                Put(inner, c);
                return inner;
            })]);
        }
    }

    private static void Put(JsonObject written, string name, IEnumerable<string> texts)
    {
        JsonNode?[] all = [.. texts.Select(t => JsonValue.Create(t))];
        if (all.Length > 0)
            written[name] = new JsonArray(all);
    }

    private static void Put(JsonObject written, string name, string? text)
    {
        if (text is not null)
            written[name] = text;
    }

    private static void Put(JsonObject written, string name, int? number)
    {
        if (number is not null)
            written[name] = number;
    }
}

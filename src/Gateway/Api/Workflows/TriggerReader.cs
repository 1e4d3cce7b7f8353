using System.Collections.Immutable;
using Fleet.Gateway.Json;
using Fleet.Workflows;

namespace Fleet.Gateway.Api.Workflows;

/// <summary>The trigger of a workflow. A field that its type does not know is an error: it would be thought to count.</summary>
internal static class TriggerReader
{
    private const int MaxIds = 1_000;
    private const int MaxTexts = 100;
    private const int MaxText = 64;
    private const int MaxCron = 100;
    private const int LeastSeconds = 10;
    private const int MostSeconds = 31_536_000;

    private static readonly string[] Crossings = ["entry", "exit", "dwell"];
    private static readonly string[] Trips = ["trip_started", "trip_paused", "trip_resumed", "waypoint_reached", "trip_completed", "trip_cancelled"];
    private static readonly string[] Alerts = ["raised", "suppressed", "acknowledged", "escalated", "resolved"];
    private static readonly string[] Priorities = ["low", "medium", "high", "urgent"];

    public static WorkflowTrigger Read(JsonFields body)
    {
        if (body.Object("trigger", required: true) is not { } fields || fields.Choice<TriggerType>("type", required: true) is not { } type)
            return new WorkflowTrigger { Type = TriggerType.Manual };

        string[] known = type switch
        {
            TriggerType.Geofence => ["events", "geofence_ids", "tags", "vehicle_ids"],
            TriggerType.Alert => ["events", "rule_ids", "priorities", "vehicle_ids"],
            TriggerType.Trip => ["events", "vehicle_ids"],
            TriggerType.CustomEvent => ["event_names", "vehicle_ids"],
            TriggerType.Schedule => ["cron", "interval_seconds", "time_zone"],
            _ => [],
        };
        foreach (var name in fields.Names.Where(n => n != "type" && !known.Contains(n)).ToList())
            fields.Fail(Identifier.Shorten(name), FieldErrorCode.Unknown, known.Length == 0 ? "this type of trigger has no fields" : $"this type of trigger has {string.Join(", ", known)}");

        var trigger = new WorkflowTrigger
        {
            Type = type,
            Events = type switch
            {
                TriggerType.Geofence => [.. Chosen(fields, "events", Crossings).Select(e => "geofence_" + e)],
                TriggerType.Alert => [.. (fields.Has("events") ? Chosen(fields, "events", Alerts) : ["raised"]).Select(e => "alert_" + e)],
                TriggerType.Trip => Chosen(fields, "events", Trips),
                TriggerType.CustomEvent => [.. fields.Ids("event_names", MaxTexts) ?? []],
                _ => [],
            },
            GeofenceIds = [.. fields.Ids("geofence_ids", MaxIds) ?? []],
            GeofenceTags = [.. fields.Texts("tags", MaxTexts, MaxText) ?? []],
            RuleIds = [.. fields.Ids("rule_ids", MaxTexts) ?? []],
            Priorities = Chosen(fields, "priorities", Priorities),
            VehicleIds = [.. fields.Ids("vehicle_ids", MaxIds) ?? []],
        };
        return type == TriggerType.Schedule ? Schedule(fields, trigger) : trigger;
    }

    private static WorkflowTrigger Schedule(JsonFields fields, WorkflowTrigger trigger)
    {
        var cron = fields.Text("cron", MaxCron);
        var seconds = (int?)fields.WholeNumber("interval_seconds", LeastSeconds, MostSeconds);
        var zone = fields.Text("time_zone", MaxText);
        if (cron is not null && CronSchedule.Parse(cron, out var fault) is null)
            fields.Fail("cron", FieldErrorCode.Format, fault!);

        if (fields.Has("cron") && fields.Has("interval_seconds"))
            fields.Fail("interval_seconds", FieldErrorCode.Conflict, "only one of cron and interval_seconds may be given");
        else if (!fields.Has("cron") && !fields.Has("interval_seconds"))
            fields.Fail("cron", FieldErrorCode.Required, "one of cron and interval_seconds is required");

        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            fields.Fail("time_zone", FieldErrorCode.Unknown, "must be an IANA time zone, as Europe/Berlin is");

        return trigger with { Cron = cron, IntervalSeconds = seconds, TimeZone = zone };
    }

    private static ImmutableArray<string> Chosen(JsonFields fields, string name, string[] known)
    {
        var chosen = fields.Texts(name, known.Length, MaxText) ?? [];
        for (var i = 0; i < chosen.Count; i++)
        {
            if (!known.Contains(chosen[i]))
                fields.Fail($"{name}[{i}]", FieldErrorCode.Unknown, "must be one of " + string.Join(", ", known));
        }

        return [.. chosen];
    }
}

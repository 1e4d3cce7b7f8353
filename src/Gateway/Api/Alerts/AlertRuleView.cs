using System.ComponentModel;
using Fleet.Alerts;
using Fleet.Gateway.Api.Schedules;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>A rule and what it has done.</summary>
public sealed record AlertRuleView : AlertRuleBody
{
    [Description("Rises by one with every change.")]
    public required int Version { get; init; }

    [Description("Alerts that it raised; of a shadow rule, that it would have.")]
    public required long Triggered { get; init; }

    [Description("The time of the newest event that raised one.")]
    public DateTimeOffset? LastTriggeredAt { get; init; }

    internal static AlertRuleView Of(AlertRule rule, AlertRuleReport? report = null) => new()
    {
        RuleId = rule.RuleId,
        Name = rule.Name,
        Description = rule.Description,
        Version = rule.Version,
        Mode = rule.Mode,
        Events = rule.Events,
        Severities = rule.Severities.IsEmpty ? null : rule.Severities,
        Condition = ConditionView.Of(rule.Condition),
        Count = rule.Count is { } count ? new CountView { AtLeast = count.AtLeast, WithinSeconds = count.WithinSeconds, Per = count.Per } : null,
        VehicleIds = rule.VehicleIds.IsEmpty ? null : rule.VehicleIds,
        VehicleTags = rule.VehicleTags.IsEmpty ? null : rule.VehicleTags,
        DriverIds = rule.DriverIds.IsEmpty ? null : rule.DriverIds,
        Schedule = ScheduleJson.Write(rule.Schedule),
        Priority = rule.Priority,
        Channels = rule.Channels,
        Suppression = new SuppressionView { WindowSeconds = rule.Suppression.WindowSeconds, By = rule.Suppression.By },
        Escalations = rule.Escalations.IsEmpty ? null : [.. rule.Escalations.Select(e => new EscalationView { AfterSeconds = e.AfterSeconds, Channels = e.Channels, Priority = e.Priority })],
        AutoResolve = rule.AutoResolve is { } resolve
            ? new AutoResolveView { AfterSeconds = resolve.AfterSeconds, On = resolve.On, Condition = ConditionView.Of(resolve.Condition), Same = resolve.Same.IsEmpty ? null : resolve.Same }
            : null,
        Triggered = report?.Triggered ?? 0,
        LastTriggeredAt = report?.LastTriggeredAt,
    };
}

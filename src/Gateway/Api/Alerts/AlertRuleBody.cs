using System.ComponentModel;
using Fleet.Alerts;
using Fleet.Gateway.Api.Schedules;
using Fleet.Safety;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>A rule to be. Members are joined by AND, the values of one by OR; what is absent asks nothing.</summary>
public record AlertRuleBody
{
    [Description("Made by the server where absent. Only on creation.")]
    public string? RuleId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    [Description("live where absent. shadow says what it would have raised and tells nobody.")]
    public AlertRuleMode? Mode { get; init; }

    public required IReadOnlyList<AlertEventKind> Events { get; init; }

    [Description("Of safety events.")]
    public IReadOnlyList<Severity>? Severities { get; init; }

    public ConditionView? Condition { get; init; }

    public CountView? Count { get; init; }

    public IReadOnlyList<string>? VehicleIds { get; init; }

    [Description("Vehicles with one of these tags.")]
    public IReadOnlyList<string>? VehicleTags { get; init; }

    public IReadOnlyList<string>? DriverIds { get; init; }

    public ScheduleView? Schedule { get; init; }

    public required AlertPriority Priority { get; init; }

    [Description("Who is told how is in /v1/notification-settings. None: the alerts channel alone.")]
    public IReadOnlyList<AlertChannel>? Channels { get; init; }

    [Description("300 s by vehicle, driver and location where absent.")]
    public SuppressionView? Suppression { get; init; }

    public IReadOnlyList<EscalationView>? Escalations { get; init; }

    public AutoResolveView? AutoResolve { get; init; }
}

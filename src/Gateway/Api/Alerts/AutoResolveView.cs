using System.ComponentModel;
using Fleet.Alerts;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>When an alert is over by itself.</summary>
public sealed record AutoResolveView
{
    [Description("No further event of it for so long.")]
    public int? AfterSeconds { get; init; }

    [Description("An event of this kind, of the same vehicle or driver, that satisfies condition.")]
    public AlertEventKind? On { get; init; }

    public ConditionView? Condition { get; init; }

    [Description("Fields that must have the value that they had in the event which raised it.")]
    public IReadOnlyList<string>? Same { get; init; }
}

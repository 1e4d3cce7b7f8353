using System.ComponentModel;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>What to try.</summary>
public sealed record DryRunBody
{
    [Description("A rule in place of the kept one, which then need not exist.")]
    public AlertRuleBody? Rule { get; init; }
}

namespace Fleet.Alerts;

[GenerateSerializer, Alias("Fleet.AlertRulesState")]
public sealed class AlertRulesState
{
    /// <summary>By id. Bound: <see cref="AlertOptions.MaxRules"/>.</summary>
    [Id(0)] public Dictionary<string, AlertRule> Rules { get; set; } = [];
}

using System.Collections.Immutable;
using Fleet.Alerts;
using Fleet.Events;

namespace Fleet.Gateway.Fakes;

/// <summary>Rules in memory, and what the real engine makes of events.</summary>
public sealed class FakeAlertRulesGrain : IAlertRulesGrain
{
    private readonly SortedDictionary<string, AlertRule> _rules = new(DefaultAlertRules.All.ToDictionary(r => r.RuleId), StringComparer.Ordinal);

    public AlertMemory Memory { get; } = new();

    public Task React(ReactionBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        foreach (var (_, happened) in batch.Events)
            AlertEngine.Judge(_rules.Values, Memory, new(happened, [], DateTimeOffset.UnixEpoch));

        return Task.CompletedTask;
    }

    public Task<ImmutableArray<AlertRuleReport>> List() => Task.FromResult(_rules.Values.Select(Report).ToImmutableArray());

    public Task<AlertRuleReport?> Find(string ruleId) => Task.FromResult(_rules.TryGetValue(ruleId, out var rule) ? Report(rule) : null);

    public Task<AlertRule?> Put(AlertRule rule, bool onlyNew)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var known = _rules.GetValueOrDefault(rule.RuleId);
        if (onlyNew && known is not null)
            return Task.FromResult<AlertRule?>(null);

        return Task.FromResult<AlertRule?>(_rules[rule.RuleId] = rule with { Version = (known?.Version ?? 0) + 1 });
    }

    public Task<bool> Delete(string ruleId) => Task.FromResult(_rules.Remove(ruleId));

    private AlertRuleReport Report(AlertRule rule)
    {
        var record = Memory.State.Records.GetValueOrDefault(rule.RuleId) ?? new();
        return new() { Rule = rule, Triggered = record.Triggered, LastTriggeredAt = record.LastTriggeredAt, Findings = [.. record.Findings.Reverse()] };
    }
}

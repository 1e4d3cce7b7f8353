using System.Collections.Immutable;
using Fleet.Events;

namespace Fleet.Alerts;

/// <summary>
/// An organization's alert rules, and what they make of its events; key <see cref="GrainKey.ForOrganization"/>. An
/// organization begins with S1's four rules.
/// </summary>
[Alias("Fleet.IAlertRulesGrain")]
public interface IAlertRulesGrain : IEventReactor
{
    [Alias("List")]
    Task<ImmutableArray<AlertRuleReport>> List();

    /// <returns>Null where there is no such rule.</returns>
    [Alias("Find")]
    Task<AlertRuleReport?> Find(string ruleId);

    /// <summary>Adds or replaces a rule; its version is the grain's to give.</summary>
    /// <param name="rule">Valid by <c>AlertRuleValidator</c>.</param>
    /// <param name="onlyNew">Whether a rule of this id must not be there yet.</param>
    /// <returns>As it is kept; null where it was to be new and is not, or where there are as many rules as may be.</returns>
    [Alias("Put")]
    Task<AlertRule?> Put(AlertRule rule, bool onlyNew);

    /// <summary>Its alerts stay. False where there is none.</summary>
    [Alias("Delete")]
    Task<bool> Delete(string ruleId);
}

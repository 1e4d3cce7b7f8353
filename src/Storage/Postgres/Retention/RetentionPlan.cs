namespace Fleet.Storage.Postgres;

/// <summary>
/// What is past keeping today. A day goes when it lies whole behind an organization's days: kept 7 days, the 1st goes
/// once the 9th begins. Pure.
/// </summary>
/// <param name="today">The current day, UTC.</param>
/// <param name="defaultDays">Where an organization has no rule; 0 keeps everything.</param>
/// <param name="rules">Days by organization; 0 keeps everything.</param>
internal sealed class RetentionPlan(DateOnly today, int defaultDays, IReadOnlyDictionary<string, int> rules)
{
    /// <summary>Days before this one nobody wants: their partitions are dropped whole. Null where somebody keeps everything.</summary>
    public DateOnly? DropBefore { get; } = rules.Values.Append(defaultDays) is var all && all.Contains(0) ? null : today.AddDays(-all.Max());

    /// <summary>Before this day organizations without a rule keep nothing; null for everything.</summary>
    public DateOnly? DefaultBefore { get; } = defaultDays == 0 ? null : today.AddDays(-defaultDays);

    /// <summary>By organization with a rule that ends: before which day it keeps nothing.</summary>
    public IReadOnlyDictionary<string, DateOnly> Before { get; } =
        rules.Where(r => r.Value > 0).ToDictionary(r => r.Key, r => today.AddDays(-r.Value));

    /// <summary>Every organization that has a rule, whichever.</summary>
    public IReadOnlyCollection<string> Ruled { get; } = [.. rules.Keys];

    /// <summary>Whose rows of a day go, where not the whole day does.</summary>
    public (IReadOnlyList<string> Organizations, bool AllWithoutRule) Expired(DateOnly day) =>
        ([.. Before.Where(b => day < b.Value).Select(b => b.Key)], DefaultBefore is { } d && day < d);
}

namespace Fleet.Alerts;

/// <summary>
/// What an organization's rules remember. Windows and counts lie in two layers, so that a batch writes down what it changed and
/// not thousands of other vehicles' (decision 59): what changed of late, and behind it the recall, into which <see cref="Fold"/> takes
/// it over. An entry that has lapsed by the clock is not there. Bounds: <see cref="AlertEngine.MaxRemembered"/>, and a quarter more in each layer until it is
/// trimmed; whichever lapses first leaves.
/// </summary>
/// <param name="state">Written with every batch.</param>
/// <param name="recall">Written after <see cref="Fold"/>.</param>
public sealed class AlertMemory(AlertMemoryState state, AlertRecall recall)
{
    public AlertMemory() : this(new AlertMemoryState(), new AlertRecall())
    {
    }

    public AlertMemoryState State => state;

    public AlertRecall Recall => recall;

    /// <summary>Entries that the next write of the state has.</summary>
    public int Changes => state.Windows.Count + state.Tallies.Count;

    public AlertWindow? Window(string key, DateTimeOffset now) => Find(state.Windows, recall.Windows, key) is { } window && window.LapsesAt >= now ? window : null;

    public AlertTally? Tally(string key, DateTimeOffset now) => Find(state.Tallies, recall.Tallies, key) is { } tally && tally.LapsesAt >= now ? tally : null;

    public void Keep(string key, AlertWindow window)
    {
        state.Windows[key] = window;
        Trim(state.Windows, Lapse);
    }

    public void Keep(string key, AlertTally tally)
    {
        state.Tallies[key] = tally;
        Trim(state.Tallies, Lapse);
    }

    /// <summary>Forgets what the windows of a rule hold back, where that holds, and all that was counted for it.</summary>
    public void Forget(string ruleId, Func<AlertWindow, bool> which)
    {
        Forget(state.Windows, recall.Windows, w => w.RuleId == ruleId && which(w));
        Forget(state.Tallies, recall.Tallies, t => t.RuleId == ruleId);
    }

    /// <summary>
    /// Takes what changed over into the recall, and leaves out what has lapsed. The changes stay until <see cref="Folded"/>: the same again makes
    /// the same, so that it does no harm where only one of the two was written.
    /// </summary>
    public void Fold(DateTimeOffset now)
    {
        Fold(state.Windows, recall.Windows, Lapse, now);
        Fold(state.Tallies, recall.Tallies, Lapse, now);
    }

    /// <summary>The recall is written: the changes need not be.</summary>
    public void Folded()
    {
        state.Windows.Clear();
        state.Tallies.Clear();
    }

    private static DateTimeOffset Lapse(AlertWindow? window) => window?.LapsesAt ?? DateTimeOffset.MaxValue;

    private static DateTimeOffset Lapse(AlertTally? tally) => tally?.LapsesAt ?? DateTimeOffset.MaxValue;

    private static T? Find<T>(Dictionary<string, T?> changes, Dictionary<string, T> older, string key)
        where T : class =>
        changes.TryGetValue(key, out var changed) ? changed : older.GetValueOrDefault(key);

    private static void Forget<T>(Dictionary<string, T?> changes, Dictionary<string, T> older, Predicate<T> which)
        where T : class
    {
        foreach (var (key, _) in changes.Where(c => c.Value is { } changed && which(changed)).ToList())
            changes[key] = null;

        foreach (var (key, _) in older.Where(o => which(o.Value) && !changes.ContainsKey(o.Key)))
            changes[key] = null;
    }

    private static void Fold<T>(Dictionary<string, T?> changes, Dictionary<string, T> older, Func<T?, DateTimeOffset> lapse, DateTimeOffset now)
        where T : class
    {
        foreach (var (key, changed) in changes)
        {
            if (changed is null)
                older.Remove(key);
            else
                older[key] = changed;
        }

        foreach (var (key, _) in older.Where(o => lapse(o.Value) < now).ToList())
            older.Remove(key);

        Trim(older, lapse);
    }

    /// <summary>A quarter at a time: to look for the one that lapses first at each that comes would cost as much as there are.</summary>
    private static void Trim<T>(Dictionary<string, T> entries, Func<T, DateTimeOffset> lapse)
    {
        if (entries.Count <= AlertEngine.MaxRemembered + (AlertEngine.MaxRemembered / 4))
            return;

        foreach (var (key, _) in entries.OrderBy(e => lapse(e.Value)).Take(entries.Count - AlertEngine.MaxRemembered).ToList())
            entries.Remove(key);
    }
}

namespace Fleet.Faults;

/// <summary>What was found, said as it is found.</summary>
public sealed class Verdict(TextWriter output)
{
    /// <summary>Everything held so far.</summary>
    public bool Good { get; private set; } = true;

    public void Say(string line) => output.WriteLine(line);

    public void Check(string what, bool holds, string figures)
    {
        Good &= holds;
        Say($"  {(holds ? "ok  " : "FAIL")} {what}: {figures}");
    }

    /// <summary>A time measured; one that is not judged (in a test on a machine that is busy with others) is said all the same.</summary>
    public void Check(string what, bool holds, string figures, bool judged)
    {
        if (judged)
            Check(what, holds, figures);
        else
            Say($"  {what}: {figures}");
    }

    internal void Same(string what, SortedDictionary<string, string> wanted, SortedDictionary<string, string> got)
    {
        var (missing, added, changed, samples) = Tables.Compare(wanted, got);

        // Nothing is the same as nothing: that proves nothing.
        Check(what, wanted.Count > 0 && missing + added + changed == 0, $"{wanted.Count} wanted; {missing} missing, {added} added, {changed} changed");
        foreach (var sample in samples)
            Say("    " + (sample.Length > 2500 ? sample[..2500] + " …" : sample));
    }

    internal static string Counts(IEnumerable<KeyValuePair<string, int>> counts) =>
        string.Join(", ", counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}: {c.Value}"));
}

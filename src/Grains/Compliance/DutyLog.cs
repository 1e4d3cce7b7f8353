namespace Fleet.Compliance;

/// <summary>
/// A driver's record of duty status out of what he declared and what his vehicles show. Pure; the same sets give the same
/// record in whatever order they were filled.
/// <list type="bullet">
/// <item>While a vehicle is driven the driver is driving, whatever he declares: automatically recorded driving time may not be
/// made shorter (49 CFR 395, Subpart B, Appendix A, 4.3.2.8.2(b)). What he declares meanwhile holds from its end on.</item>
/// <item>Where he declares nothing, the end of driving is on duty (395 Appendix A 4.4.1.2); for a driver who has never declared
/// a status it is off duty, since else nobody would ever rest in a fleet that records movement alone.</item>
/// </list>
/// </summary>
public static class DutyLog
{
    /// <summary>How far back it is kept: eight days of the cycle, and the one under way.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(9);

    public const int MaxEntries = 1000;

    /// <returns>False where it was known.</returns>
    public static bool Declare(DutyState state, DutyChange change)
    {
        ArgumentNullException.ThrowIfNull(state);
        var at = state.Declared.FindIndex(d => d.At >= change.At);
        if (at >= 0 && state.Declared[at].At == change.At)
        {
            if (state.Declared[at] == change)
                return false;

            state.Declared[at] = change;
            return true;
        }

        state.Declared.Insert(at < 0 ? state.Declared.Count : at, change);
        Prune(state);
        return true;
    }

    /// <summary>Adds driving; stretches less than <paramref name="stand"/> apart are one.</summary>
    /// <returns>Whether more changed than the end of the newest stretch.</returns>
    public static bool Drive(DutyState state, DrivingSpan span, TimeSpan stand)
    {
        ArgumentNullException.ThrowIfNull(state);
        var drives = state.Drives;
        if (drives is [.., var last] && span.From >= last.From && span.From - last.Until < stand)
        {
            if (span.Until > last.Until)
                drives[^1] = last with { Until = span.Until };
            return false;
        }

        var first = drives.FindIndex(d => d.Until > span.From - stand);
        first = first < 0 ? drives.Count : first;
        var end = first;
        while (end < drives.Count && drives[end].From < span.Until + stand)
        {
            var other = drives[end++];
            span = new DrivingSpan(other.From < span.From ? other.From : span.From, other.Until > span.Until ? other.Until : span.Until);
        }

        if (end - first == 1 && drives[first] == span)
            return false;

        drives.RemoveRange(first, end - first);
        drives.Insert(first, span);
        Prune(state);
        return true;
    }

    /// <summary>The record up to a moment. Empty where nothing is known before it.</summary>
    /// <param name="stand">So long after the last movement the newest stretch is over.</param>
    public static List<DutyChange> Of(DutyState state, DateTimeOffset now, TimeSpan stand)
    {
        ArgumentNullException.ThrowIfNull(state);
        var record = new List<DutyChange>();
        var next = 0;
        foreach (var span in state.Drives)
        {
            if (span.From > now)
                break;

            for (; next < state.Declared.Count && state.Declared[next].At < span.From; next++)
            {
                record.Add(state.Declared[next]);
            }

            record.Add(new DutyChange(span.From, DutyStatus.Driving));
            if (now - span.Until < stand)
                return record; // nothing says yet that it is over

            var after = next > 0 ? DutyStatus.OnDuty : DutyStatus.OffDuty;
            for (; next < state.Declared.Count && state.Declared[next].At <= span.Until; next++)
            {
                after = state.Declared[next].Status == DutyStatus.Driving ? DutyStatus.OnDuty : state.Declared[next].Status;
            }

            record.Add(new DutyChange(span.Until, after));
        }

        for (; next < state.Declared.Count && state.Declared[next].At <= now; next++)
        {
            record.Add(state.Declared[next]);
        }

        return record;
    }

    /// <summary>The status before what is kept stays known.</summary>
    private static void Prune(DutyState state)
    {
        var newest = state.Drives is [.., var drive] ? drive.Until : DateTimeOffset.MinValue;
        newest = state.Declared is [.., var declared] && declared.At > newest ? declared.At : newest;
        var oldest = newest.UtcTicks > Kept.Ticks ? newest - Kept : DateTimeOffset.MinValue;
        state.Drives.RemoveAll(d => d.Until < oldest);
        var before = state.Declared.FindLastIndex(d => d.At < oldest);
        if (before > 0)
            state.Declared.RemoveRange(0, before);

        state.Told.RemoveAll(t => t.At < oldest);
        Bound(state.Drives);
        Bound(state.Declared);
        Bound(state.Told);
    }

    private static void Bound<T>(List<T> entries)
    {
        if (entries.Count > MaxEntries)
            entries.RemoveRange(0, entries.Count - MaxEntries);
    }
}

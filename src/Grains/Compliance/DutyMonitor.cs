namespace Fleet.Compliance;

/// <summary>
/// Reads a driver's record through the clock and finds what has to be told. Pure; by event time. It reads all that is kept
/// each time, so that what comes late counts where it belongs; what was told already is recognised by limit, kind and the
/// period that it counts for, not by its moment, which late data may move.
/// </summary>
public sealed class DutyMonitor(DutySettings settings)
{
    private static readonly DutyLimit[] Limits = [DutyLimit.Driving, DutyLimit.Window, DutyLimit.Break, DutyLimit.Cycle];

    public DutyJudgement Judge(DutyState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var record = DutyLog.Of(state, now, settings.Stand);
        var clock = DutyClock.Rested(settings.Rules, record.Count > 0 ? record[0].At : now);
        var found = new List<DutyFinding>();
        var coming = new List<DutyDeadline>();
        var open = false;
        for (var i = 0; i < record.Count; i++)
        {
            clock = clock.Change(record[i].At, record[i].Status);
            var last = i == record.Count - 1;
            open = last && record[i].Status == DutyStatus.Driving && state.Drives is [.., var newest] && newest.From == record[i].At;
            var stretch = new Stretch(clock, last ? now : record[i + 1].At, open ? state.Drives[^1].Until : last ? now : record[i + 1].At, last);
            Find(stretch, found, coming);
        }

        DateTimeOffset? over = open ? state.Drives[^1].Until + settings.Stand : null;
        DateTimeOffset? due = coming.Where(c => c.At > now).Select(c => (DateTimeOffset?)c.At).Min();
        return new DutyJudgement
        {
            Clock = clock.Advance(now),
            Findings = [.. found.Where(f => !IsTold(state, f, found)).OrderBy(f => f.Deadline.At)],
            Next = coming.Count > 0 ? coming.MinBy(c => c.At) : null,
            Again = due is null || over < due ? over ?? due : due,
        };
    }

    /// <summary>The earliest of each kind and limit in a period counts; what is no earlier than something worse is not told beside it.</summary>
    private void Find(Stretch stretch, List<DutyFinding> found, List<DutyDeadline> coming)
    {
        foreach (var limit in Limits)
        {
            var worse = DateTimeOffset.MaxValue;
            foreach (var (kind, left) in Kinds(limit))
            {
                if (stretch.Clock.Reaches(limit, left) is not { } at || at >= worse || (kind == ComplianceKind.Violation && stretch.Clock.Status != DutyStatus.Driving))
                    continue;

                worse = at;
                var clock = stretch.Clock.Advance(at);
                var deadline = new DutyDeadline(kind, limit, at);
                var finding = new DutyFinding(deadline, clock.PeriodOf(limit), stretch.Clock.Reaches(limit, TimeSpan.Zero) ?? at, clock);
                if (found.Exists(f => f.Deadline.Kind == kind && f.Deadline.Limit == limit && f.Period == finding.Period))
                    continue;

                if (kind == ComplianceKind.Violation ? at <= stretch.EvidentUntil : stretch.IsLast ? at <= stretch.End : at < stretch.End)
                    found.Add(finding);
                else if (stretch.IsLast)
                    coming.Add(deadline);
            }
        }
    }

    /// <summary>The worst first.</summary>
    private (ComplianceKind Kind, TimeSpan Left)[] Kinds(DutyLimit limit) => limit == DutyLimit.Break
        ? [(ComplianceKind.Violation, -settings.Tolerance), (ComplianceKind.BreakRequired, settings.BreakRequired)]
        :
        [
            (ComplianceKind.Violation, -settings.Tolerance),
            (ComplianceKind.RestRequired, settings.RestRequired),
            (ComplianceKind.HoursApproaching, settings.Approaching),
        ];

    private static bool IsTold(DutyState state, DutyFinding finding, List<DutyFinding> found)
    {
        var (kind, limit) = (finding.Deadline.Kind, finding.Deadline.Limit);
        var end = found
            .Where(f => f.Deadline.Kind == kind && f.Deadline.Limit == limit && f.Period > finding.Period)
            .Select(f => f.Period).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        return state.Told.Exists(t => t.Kind == kind && t.Limit == limit && t.At >= finding.Period && t.At < end);
    }

    /// <param name="EvidentUntil">Up to here the status is known, not presumed.</param>
    /// <param name="IsLast">It goes on.</param>
    private readonly record struct Stretch(DutyClock Clock, DateTimeOffset End, DateTimeOffset EvidentUntil, bool IsLast);
}

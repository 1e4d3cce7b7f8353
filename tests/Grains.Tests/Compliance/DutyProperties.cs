using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Compliance;

/// <summary>What must hold for any record of duty.</summary>
public class DutyProperties
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(DutyStatus Status, int Minutes)[]> Days = Gen.Zip(
            Gen.Elements(DutyStatus.OffDuty, DutyStatus.Sleeper, DutyStatus.Driving, DutyStatus.OnDuty),
            Gen.OneOf(Gen.Choose(1, 90), Gen.Choose(90, 660), Gen.Choose(600, 2100)))
        .NonEmptyListOf().Select(l => l.ToArray());

    [Fact]
    public void However_time_is_cut_the_clock_is_the_same() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Zip(Days, Gen.Choose(1, 400)).ToArbitrary(),
        input =>
        {
            var (whole, cut, at) = (DutyClock.Rested(new DutyRules(), Start), DutyClock.Rested(new DutyRules(), Start), Start);
            foreach (var (status, minutes) in input.Item1)
            {
                (whole, cut) = (whole.Change(at, status), cut.Change(at, status));
                for (var m = input.Item2; m < minutes; m += input.Item2)
                {
                    cut = cut.Advance(at.AddMinutes(m)).Change(at.AddMinutes(m), status);
                }

                at = at.AddMinutes(minutes);
                if (whole.Advance(at).Left() != cut.Advance(at).Left() || whole.Advance(at).ShiftStart != cut.Advance(at).ShiftStart)
                    return false;
            }

            return true;
        }));

    [Fact]
    public void A_limit_is_reached_when_the_clock_says() => Check.QuickThrowOnFailure(Prop.ForAll(
        Days.ToArbitrary(),
        days =>
        {
            var clock = Run(days);
            return Enum.GetValues<DutyLimit>().All(limit => clock.Reaches(limit, TimeSpan.FromMinutes(20)) is not { } at
                || at == clock.At
                || (clock.Advance(at).Left().Of(limit) == TimeSpan.FromMinutes(20) && clock.Advance(at.AddMinutes(-1)).Left().Of(limit) > TimeSpan.FromMinutes(20)));
        }));

    /// <summary>The record of a minute at a time, added up without the clock's shortcuts.</summary>
    [Fact]
    public void Break_and_cycle_agree_with_counting_minutes() => Check.QuickThrowOnFailure(Prop.ForAll(
        Days.ToArbitrary(),
        days =>
        {
            var minutes = days.SelectMany(d => Enumerable.Repeat(d.Status, d.Minutes)).ToArray();
            var (stretch, off, still) = (0, 0, 0);
            var worked = new List<int>();
            for (var i = 0; i < minutes.Length; i++)
            {
                var works = minutes[i] is DutyStatus.Driving or DutyStatus.OnDuty;
                (off, still) = (works ? 0 : off + 1, minutes[i] == DutyStatus.Driving ? 0 : still + 1);
                stretch = still >= 30 ? 0 : stretch + (minutes[i] == DutyStatus.Driving ? 1 : 0);
                if (off >= 34 * 60)
                    worked.Clear();
                if (works)
                    worked.Add(i / 1440);
            }

            // A driver who has never worked has had his restart; minutes before the first are off duty.
            var left = Run(days).Left();
            var today = minutes.Length / 1440;
            return left.Break == TimeSpan.FromMinutes(480 - stretch) && left.Cycle == TimeSpan.FromMinutes(4200 - worked.Count(d => d > today - 8));
        }));

    [Fact]
    public void Ten_hours_off_leave_everything_but_the_cycle() => Check.QuickThrowOnFailure(Prop.ForAll(
        Days.ToArbitrary(),
        days =>
        {
            var clock = Run(days);
            var left = clock.Change(clock.At, DutyStatus.OffDuty).Advance(clock.At.AddHours(10)).Left();
            return left is { Driving.TotalHours: 11, Window.TotalHours: 14, Break.TotalHours: 8 } && left.Cycle <= TimeSpan.FromHours(70);
        }));

    [Fact]
    public void Order_and_repetition_of_what_is_told_do_not_matter() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Zip(Gen.Zip(Gen.Zip(Gen.Choose(0, 3000), Gen.Choose(0, 40)).ListOf(), Gen.Zip(Gen.Choose(0, 3000), Gen.Choose(0, 3)).ListOf()), Gen.Choose(0, 10_000)).ToArbitrary(),
        input =>
        {
            var ((drives, declared), seed) = input;
            var distinct = declared.DistinctBy(d => d.Item1).ToList();
            var (a, b) = (new DutyState(), new DutyState());
            Fill(a, drives, distinct, null);
            Fill(b, drives, distinct, new Random(seed));
            var now = Start.AddMinutes(3100);
            var stand = TimeSpan.FromMinutes(5);
            return DutyLog.Of(a, now, stand).SequenceEqual(DutyLog.Of(b, now, stand));
        }));

    /// <summary>Judged at every few minutes with what was known then, or once at the end: the same is told, each once.</summary>
    [Fact]
    public void Told_along_the_way_or_at_the_end_it_is_the_same() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Zip(Days, Gen.Choose(7, 90)).ToArbitrary(),
        input =>
        {
            var monitor = new DutyMonitor(DutySettings.Of(new HoursOfServiceOptions()));
            var (along, atEnd, at) = (new DutyState(), new DutyState(), Start);
            var told = new List<DutyDeadline>();
            foreach (var (status, minutes) in Within(DutyLog.Kept, input.Item1))
            {
                DutyLog.Declare(along, new DutyChange(at, status));
                DutyLog.Declare(atEnd, new DutyChange(at, status));
                for (var m = 0; m < minutes; m += input.Item2)
                {
                    told.AddRange(Tell(monitor, along, at.AddMinutes(m)));
                }

                at = at.AddMinutes(minutes);
            }

            told.AddRange(Tell(monitor, along, at));
            var whole = Tell(monitor, atEnd, at);
            return whole.ToHashSet().SetEquals(told) && told.Count == told.Distinct().Count() && Tell(monitor, along, at).Count == 0;
        }));

    /// <summary>What is older is forgotten on the way.</summary>
    private static IEnumerable<(DutyStatus Status, int Minutes)> Within(TimeSpan kept, (DutyStatus Status, int Minutes)[] days)
    {
        var left = (int)kept.TotalMinutes;
        return days.TakeWhile(d => (left -= d.Minutes) >= 0);
    }

    private static List<DutyDeadline> Tell(DutyMonitor monitor, DutyState state, DateTimeOffset now)
    {
        var findings = monitor.Judge(state, now).Findings.Select(f => f.Deadline).ToList();
        state.Told.AddRange(findings);
        return findings;
    }

    private static void Fill(DutyState state, IEnumerable<(int, int)> drives, IEnumerable<(int, int)> declared, Random? order)
    {
        var tell = drives.Select(d => (Action)(() => DutyLog.Drive(state, new DrivingSpan(Start.AddMinutes(d.Item1), Start.AddMinutes(d.Item1 + d.Item2)), TimeSpan.FromMinutes(5))))
            .Concat(declared.Select(d => (Action)(() => DutyLog.Declare(state, new DutyChange(Start.AddMinutes(d.Item1), (DutyStatus)d.Item2))))).ToArray();
        foreach (var one in tell)
            one();

        if (order is null)
            return;

        (state.Declared, state.Drives) = ([], []);
        order.Shuffle(tell);
        foreach (var one in tell.Concat(tell))
            one();
    }

    private static DutyClock Run((DutyStatus Status, int Minutes)[] days)
    {
        var (clock, at) = (DutyClock.Rested(new DutyRules(), Start), Start);
        foreach (var (status, minutes) in days)
        {
            clock = clock.Change(at, status);
            at = at.AddMinutes(minutes);
        }

        return clock.Advance(at);
    }
}

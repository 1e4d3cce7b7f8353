namespace Fleet.Compliance;

/// <summary>
/// Worked examples. "Guide": FMCSA, Interstate Truck Driver's Guide to Hours of Service; the others follow
/// the text of the sections that they name.
/// </summary>
public class DutyClockTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero); // a Monday

    /// <summary>Guide, 14-hour driving window: at work at 6 a.m. after ten hours off, no driving after 8 p.m.</summary>
    [Fact]
    public void Coming_to_work_at_six_ends_driving_at_eight_in_the_evening()
    {
        var clock = Run((6, DutyStatus.OnDuty), (12, DutyStatus.OffDuty), (13, DutyStatus.OnDuty));
        Assert.Equal(At(20), clock.Reaches(DutyLimit.Window, TimeSpan.Zero));
        Assert.Equal(Hours(1), clock.Advance(At(19)).Left().Window);
    }

    /// <summary>Guide, 11-hour limit: seven hours of driving from 7 a.m., half an hour of break, four more until 6:30 p.m.</summary>
    [Fact]
    public void Seven_hours_a_break_and_four_hours_use_up_driving()
    {
        var clock = Run((6, DutyStatus.OnDuty), (7, DutyStatus.Driving), (14, DutyStatus.OffDuty), (14.5, DutyStatus.Driving));
        Assert.Equal(At(18.5), clock.Reaches(DutyLimit.Driving, TimeSpan.Zero));
        Assert.Equal(Hours(8), clock.Left().Break);
    }

    /// <summary>70 hours in 8 days: 0, 10, 8.5, 12.5, 9, 10, 12 and 5 hours are 67; three are left.</summary>
    [Fact]
    public void Sixty_seven_hours_in_eight_days_leave_three()
    {
        double[] worked = [0, 10, 8.5, 12.5, 9, 10, 12, 5];
        var clock = DutyClock.Rested(new DutyRules(), Day);
        for (var day = 0; day < 8; day++)
        {
            if (worked[day] > 0)
                clock = clock.Change(Day.AddDays(day).AddHours(6), DutyStatus.OnDuty).Change(Day.AddDays(day).AddHours(6 + worked[day]), DutyStatus.OffDuty);
        }

        Assert.Equal(Hours(3), clock.Left().Cycle);
        var monday = clock.Change(Day.AddDays(8).AddHours(6), DutyStatus.OnDuty);
        Assert.Equal(Hours(3), monday.Left().Cycle); // the first Sunday, which had none, fell away
        Assert.Equal(Day.AddDays(8).AddHours(9), monday.Reaches(DutyLimit.Cycle, TimeSpan.Zero));
        var tuesday = monday.Change(Day.AddDays(8).AddHours(9), DutyStatus.OffDuty).Change(Day.AddDays(9).AddHours(6), DutyStatus.OnDuty);
        Assert.Equal(Hours(10), tuesday.Left().Cycle); // ten hours of the first Monday came back
    }

    /// <summary>395.3(b): driving over the change of day gives back the hours of the oldest.</summary>
    [Fact]
    public void The_oldest_day_comes_back_at_the_change_of_day()
    {
        var clock = DutyClock.Rested(new DutyRules { CycleDays = 7, DayStart = Hours(6) }, Day);
        for (var day = 0; day < 7; day++)
        {
            clock = clock.Change(Day.AddDays(day).AddHours(6), DutyStatus.OnDuty).Change(Day.AddDays(day).AddHours(14), DutyStatus.OffDuty);
        }

        clock = clock.Change(Day.AddDays(7).AddHours(2.5), DutyStatus.Driving);
        Assert.Equal(Hours(4), clock.Left().Cycle);
        var later = clock.Advance(Day.AddDays(7).AddHours(6.5));
        Assert.Equal(Hours(60 - 48 - 3.5 - 0.5), later.Left().Cycle); // six days of eight hours, and what was driven before and after six
        Assert.Equal(Day.AddDays(7).AddHours(14.5), clock.Reaches(DutyLimit.Cycle, TimeSpan.Zero));
    }

    /// <summary>395.3(c): any 34 hours off duty end the cycle; 33 do not.</summary>
    [Theory]
    [InlineData(33, 70 - 12)]
    [InlineData(34, 70)]
    public void Thirty_four_hours_off_start_the_cycle_anew(double off, double left) =>
        Assert.Equal(Hours(left), Run((6, DutyStatus.OnDuty), (18, DutyStatus.OffDuty), (24, DutyStatus.Sleeper), (18 + off, DutyStatus.OnDuty)).Left().Cycle);

    /// <summary>395.3(a)(1): ten hours in a row, in the berth, off duty, or both; nine and a half are not enough.</summary>
    [Theory]
    [InlineData(9.5, 11 - 5)]
    [InlineData(10, 11)]
    public void Ten_hours_off_give_a_new_shift(double off, double left)
    {
        var clock = Run((6, DutyStatus.Driving), (11, DutyStatus.OffDuty), (13, DutyStatus.Sleeper), (14, DutyStatus.OffDuty), (11 + off, DutyStatus.Driving));
        Assert.Equal(Hours(left), clock.Left().Driving);
        Assert.Equal(off >= 10 ? Hours(14) : At(20) - At(20.5), clock.Left().Window);
    }

    /// <summary>395.3(a)(3)(ii) as of 2020: half an hour without driving is a break, also on duty, also in pieces in a row.</summary>
    [Theory]
    [InlineData(29, 1)]
    [InlineData(30, 8)]
    public void Half_an_hour_without_driving_is_a_break(int minutes, double left)
    {
        var clock = Run((6, DutyStatus.Driving), (13, DutyStatus.OnDuty), (13.25, DutyStatus.OffDuty), (13 + (minutes / 60.0), DutyStatus.Driving));
        Assert.Equal(Hours(left), clock.Left().Break);
    }

    /// <summary>
    /// 395.1(g)(1)(ii), (iii): 5 h of driving, 7 h in the berth, 6 h of driving until midnight, within 11 h and, the berth left
    /// out, 14 h; after 3 h off both count from the end of the berth: 11 − 6 h of driving, 14 − 6 h of window.
    /// </summary>
    [Fact]
    public void Seven_in_the_berth_and_three_off_are_a_split_rest()
    {
        var first = Run((6, DutyStatus.Driving), (11, DutyStatus.Sleeper), (18, DutyStatus.Driving));
        Assert.Equal((Hours(6), Hours(9)), (first.Left().Driving, first.Left().Window));
        var second = first.Change(At(24), DutyStatus.OffDuty).Change(At(27), DutyStatus.Driving);
        Assert.Equal((Hours(5), Hours(8)), (second.Left().Driving, second.Left().Window));
    }

    /// <summary>395.1(g)(1)(ii): the short half may come first; driving and window then count from its end.</summary>
    [Fact]
    public void Three_off_and_seven_in_the_berth_are_a_split_rest()
    {
        var clock = Run((6, DutyStatus.Driving), (10, DutyStatus.OffDuty), (13, DutyStatus.Driving), (18, DutyStatus.Sleeper));
        Assert.Equal(Hours(2), clock.Left().Driving); // 9 of 11 were driven, and one rest is no split rest
        Assert.Equal(Hours(2), clock.Left().Window);
        clock = clock.Change(At(25), DutyStatus.Driving);
        Assert.Equal((Hours(6), Hours(9)), (clock.Left().Driving, clock.Left().Window));
    }

    /// <summary>395.1(g)(1)(ii)(A) to (C): two hours are the least, seven in the berth in a row, ten together.</summary>
    [Theory]
    [InlineData(7, 2.5)] // not ten
    [InlineData(6.5, 3.5)] // not seven in the berth
    [InlineData(8.5, 1.75)] // not two
    public void What_lacks_a_part_is_no_split_rest(double berth, double off)
    {
        var clock = Run((6, DutyStatus.Driving), (11, DutyStatus.Sleeper), (11 + berth, DutyStatus.Driving), (12 + berth, DutyStatus.OffDuty), (12 + berth + off, DutyStatus.Driving));
        Assert.Equal(Hours(5), clock.Left().Driving);
    }

    private static DutyClock Run(params (double Hour, DutyStatus Status)[] changes) =>
        changes.Aggregate(DutyClock.Rested(new DutyRules(), Day), (clock, c) => clock.Change(At(c.Hour), c.Status));

    private static DateTimeOffset At(double hour) => Day.AddHours(hour);

    private static TimeSpan Hours(double hours) => TimeSpan.FromHours(hours);
}

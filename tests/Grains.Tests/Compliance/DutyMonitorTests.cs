namespace Fleet.Compliance;

public class DutyMonitorTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);
    private readonly DutyMonitor _monitor = new(DutySettings.Of(new HoursOfServiceOptions()));
    private readonly DutyState _state = new();

    [Fact]
    public void Driving_on_and_on_is_told_in_order_each_once()
    {
        Drive(0, 11.5);
        Assert.Equal(
            ["break_required 7.5", "violation break 8.0167", "approaching driving 10", "rest driving 10.75", "violation driving 11.0167"],
            Told(11.5));
        Assert.Empty(Told(11.5));
    }

    [Fact]
    public void A_violation_is_not_presumed()
    {
        Drive(0, 10.99);
        Assert.DoesNotContain(Told(11.03), t => t.Contains("violation driving", StringComparison.Ordinal));
        Assert.Equal(DutyStatus.Driving, _monitor.Judge(_state, At(11.03)).Clock.Status); // standing or silent for two minutes
        Assert.Equal(DutyStatus.OffDuty, _monitor.Judge(_state, At(11.1)).Clock.Status);
        Drive(10.99, 11.1);
        Assert.Contains("violation driving 11.0167", Told(11.1));
    }

    [Fact]
    public void Window_is_told_on_duty_and_violated_by_driving_alone()
    {
        DutyLog.Declare(_state, new DutyChange(At(0), DutyStatus.OnDuty));
        Assert.Equal(["approaching window 13", "rest window 13.75"], Told(15));
        Drive(15, 15.1);
        Assert.Equal(["violation window 15"], Told(15.1));
    }

    [Fact]
    public void Declared_rest_does_not_shorten_driving_and_holds_behind_it()
    {
        DutyLog.Declare(_state, new DutyChange(At(-1), DutyStatus.OnDuty));
        DutyLog.Declare(_state, new DutyChange(At(1), DutyStatus.Sleeper));
        Drive(0, 2);
        var clock = _monitor.Judge(_state, At(3)).Clock;
        Assert.Equal((DutyStatus.Sleeper, At(2), TimeSpan.FromHours(9)), (clock.Status, clock.Since, clock.Left().Driving));
    }

    [Fact]
    public void Driving_ends_on_duty_for_who_declares_and_off_duty_for_who_never_did()
    {
        Drive(0, 2);
        Assert.Equal(DutyStatus.OffDuty, _monitor.Judge(_state, At(3)).Clock.Status);
        DutyLog.Declare(_state, new DutyChange(At(-0.5), DutyStatus.OnDuty));
        Assert.Equal(DutyStatus.OnDuty, _monitor.Judge(_state, At(3)).Clock.Status);
    }

    [Fact]
    public void What_comes_late_is_told_late_and_not_twice()
    {
        Drive(0, 8.2);
        Assert.Equal(["break_required 7.5", "violation break 8.0167"], Told(8.2));
        Drive(-0.5, 0); // half an hour more at its beginning moves both, which were told
        Assert.Empty(Told(8.2));
        DutyLog.Declare(_state, new DutyChange(At(8.25), DutyStatus.OffDuty));
        Drive(18.5, 26.2); // after ten hours off: another period
        Assert.Equal(["break_required 26"], Told(26.2));
    }

    [Fact]
    public void What_is_kept_is_bounded()
    {
        for (var i = 0; i < 3000; i++)
        {
            Drive(i * 0.2, (i * 0.2) + 0.05);
            DutyLog.Declare(_state, new DutyChange(At((i * 0.2) + 0.1), DutyStatus.OffDuty));
        }

        Assert.True(_state.Drives.Count <= DutyLog.MaxEntries && _state.Declared.Count <= DutyLog.MaxEntries);
        Assert.True(_state.Drives[0].Until >= _state.Drives[^1].Until - DutyLog.Kept);
    }

    private void Drive(double from, double until) => DutyLog.Drive(_state, new DrivingSpan(At(from), At(until)), TimeSpan.FromMinutes(5));

    private List<string> Told(double now)
    {
        var found = _monitor.Judge(_state, At(now)).Findings;
        _state.Told.AddRange(found.Select(f => f.Deadline));
        return [.. found.Select(f => (f.Deadline.Kind switch
        {
            ComplianceKind.BreakRequired => "break_required",
            ComplianceKind.HoursApproaching => "approaching " + Limit(f),
            ComplianceKind.RestRequired => "rest " + Limit(f),
            _ => "violation " + Limit(f),
        }) + " " + Math.Round((f.Deadline.At - Start).TotalHours, 4).ToString(System.Globalization.CultureInfo.InvariantCulture))];
    }

    private static string Limit(DutyFinding finding) => finding.Deadline.Limit.ToString().ToLowerInvariant();

    private static DateTimeOffset At(double hours) => Start.AddHours(hours);
}

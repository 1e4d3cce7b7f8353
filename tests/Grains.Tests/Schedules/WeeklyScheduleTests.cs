namespace Fleet.Schedules;

public sealed class WeeklyScheduleTests
{
    [Theory]
    [InlineData("2026-11-20T07:59:00Z", false)] // Friday 08:59 in Berlin
    [InlineData("2026-11-20T08:00:00Z", true)]
    [InlineData("2026-11-20T15:59:59Z", true)]
    [InlineData("2026-11-20T16:00:00Z", false)] // the end is not within
    [InlineData("2026-07-17T06:59:00Z", false)] // summer time
    [InlineData("2026-07-17T07:00:00Z", true)]
    [InlineData("2026-11-21T10:00:00Z", false)] // Saturday
    public void Office_hours_follow_the_zone(string at, bool within) =>
        Assert.Equal(within, Schedule(new() { Days = [DayOfWeek.Monday, DayOfWeek.Friday], FromMinute = 540, ToMinute = 1_020 }).Contains(At(at)));

    [Theory]
    [InlineData("2026-11-20T21:00:00Z", true)] // Friday 22:00
    [InlineData("2026-11-21T04:59:00Z", true)] // Saturday 05:59, begun on Friday
    [InlineData("2026-11-21T05:00:00Z", false)]
    [InlineData("2026-11-21T22:00:00Z", false)] // Saturday does not begin one
    [InlineData("2026-11-20T04:00:00Z", false)] // Thursday did not either
    public void Hours_over_midnight_belong_to_the_day_they_begin_on(string at, bool within) =>
        Assert.Equal(within, Schedule(new() { Days = [DayOfWeek.Friday], FromMinute = 1_320, ToMinute = 360 }).Contains(At(at)));

    [Fact]
    public void A_whole_day_has_no_hole()
    {
        var schedule = Schedule(new() { FromMinute = 0, ToMinute = WeeklyHours.MinutesOfDay });
        for (var minute = 0; minute < 7 * WeeklyHours.MinutesOfDay; minute++)
            Assert.True(schedule.Contains(At("2026-10-20T00:00:00Z").AddMinutes(minute)));
    }

    [Fact]
    public void Zones_are_known_by_their_IANA_names()
    {
        Assert.True(WeeklySchedule.KnowsZone("America/Sao_Paulo"));
        Assert.False(WeeklySchedule.KnowsZone("Mars/Olympus"));
    }

    private static WeeklySchedule Schedule(WeeklyHours hours) => new() { TimeZone = "Europe/Berlin", Hours = [hours] };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

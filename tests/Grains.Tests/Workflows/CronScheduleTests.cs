using System.Globalization;

namespace Fleet.Workflows;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("*/15 * * * *", "2026-11-21T10:07:30Z", "UTC", "2026-11-21T10:15:00Z")]
    [InlineData("0 9 * * 1-5", "2026-11-21T10:00:00Z", "UTC", "2026-11-23T09:00:00Z")] // a Saturday
    [InlineData("0 9 * * mon", "2026-11-23T09:00:00Z", "UTC", "2026-11-30T09:00:00Z")] // behind, not at
    [InlineData("0 0 29 2 *", "2026-11-21T00:00:00Z", "UTC", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 13 * fri", "2026-11-21T00:00:00Z", "UTC", "2026-11-27T00:00:00Z")] // either day
    [InlineData("0 0 * * 7", "2026-11-21T00:00:00Z", "UTC", "2026-11-22T00:00:00Z")]
    [InlineData("5,35 8-10/2 * jan,dec *", "2026-11-21T00:00:00Z", "UTC", "2026-12-01T08:05:00Z")]
    [InlineData("0 8 * * *", "2026-06-01T00:00:00Z", "Europe/Berlin", "2026-06-01T06:00:00Z")]
    [InlineData("0 8 * * *", "2026-12-01T00:00:00Z", "Europe/Berlin", "2026-12-01T07:00:00Z")]
    [InlineData("30 2 * * *", "2026-03-28T12:00:00Z", "Europe/Berlin", "2026-03-29T01:00:00Z")] // left out: 02:30 counts as 03:00
    [InlineData("30 2 * * *", "2026-10-24T12:00:00Z", "Europe/Berlin", "2026-10-25T00:30:00Z")] // comes twice: the first
    [InlineData("30 2 * * *", "2026-10-25T00:30:00Z", "Europe/Berlin", "2026-10-26T01:30:00Z")]
    [InlineData("0 0 * * *", "2026-11-21T00:00:00Z", "America/New_York", "2026-11-21T05:00:00Z")]
    public void Next_moment_is_found(string cron, string after, string zone, string expected)
    {
        var schedule = CronSchedule.Parse(cron, out var fault)!;
        Assert.Null(fault);
        Assert.Equal(At(expected), schedule.Next(At(after), TimeZoneInfo.FindSystemTimeZoneById(zone)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("* * * * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* 24 * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("* * * 13 *")]
    [InlineData("* * * * 8")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("*/x * * * *")]
    [InlineData("1//2 * * * *")]
    [InlineData("-1 * * * *")]
    [InlineData("a * * * *")]
    [InlineData("0 0 30 2 *")]
    public void What_is_none_is_refused_in_words(string cron)
    {
        Assert.Null(CronSchedule.Parse(cron, out var fault));
        Assert.NotNull(fault);
    }

    [Fact]
    public void Of_missed_times_the_last_counts_and_the_next_is_to_come()
    {
        var daily = new WorkflowTrigger { Type = TriggerType.Schedule, Cron = "0 6 * * *" };
        var (due, now) = (At("2026-01-01T06:00:00Z"), At("2026-11-21T17:00:00Z"));
        Assert.Equal(At("2026-11-21T06:00:00Z"), ScheduleTimes.Last(daily, due, now));
        Assert.Equal(At("2026-11-22T06:00:00Z"), ScheduleTimes.Next(daily, due, now));

        var every = new WorkflowTrigger { Type = TriggerType.Schedule, IntervalSeconds = 3_600 };
        Assert.Equal(At("2026-11-21T17:00:00Z"), ScheduleTimes.Last(every, due, now));
        Assert.Equal(At("2026-11-21T18:00:00Z"), ScheduleTimes.Next(every, due, now));
        Assert.Equal(due, ScheduleTimes.Last(daily, due, due));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}

using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Fleet.Geofences;

namespace Fleet.Schedules;

/// <summary>A schedule means what the clock on the wall shows. Sunday is 0.</summary>
public sealed class WallClockTests
{
    private const string Weekdays = "12345";
    private const string Daily = "0123456";

    [Theory]
    [InlineData("2024-04-12T06:00Z", "2024-04-12T16:00Z")] // Friday 08:00 to 18:00 in Berlin, summer
    [InlineData("2024-04-12T15:59Z", "2024-04-12T16:00Z")]
    [InlineData("2024-04-12T05:59Z", null)]
    [InlineData("2024-04-12T16:00Z", null)]
    [InlineData("2024-04-13T10:00Z", null)] // Saturday
    [InlineData("2024-01-12T07:00Z", "2024-01-12T17:00Z")] // winter
    public void Office_hours_follow_summer_time(string at, string? closes) =>
        AssertCloses(Fences.Schedule("Europe/Berlin", (Weekdays, 480, 1080)), at, closes);

    [Theory]
    [InlineData("2024-03-31T00:30Z", "2024-03-31T01:00Z")] // from 01:00 to 02:30, which is not there: over when the clock jumps
    [InlineData("2024-03-31T01:10Z", null)]
    [InlineData("2024-10-27T00:10Z", "2024-10-27T00:30Z")] // 02:30 comes twice
    [InlineData("2024-10-27T00:40Z", null)]
    [InlineData("2024-10-27T01:10Z", "2024-10-27T01:30Z")]
    public void Hour_that_is_skipped_is_not_there_and_one_that_comes_twice_counts_twice(string at, string? closes) =>
        AssertCloses(Fences.Schedule("Europe/Berlin", ("0", 60, 150)), at, closes);

    [Theory]
    [InlineData("2024-04-12T22:00Z", "2024-04-13T06:00Z")] // Friday night
    [InlineData("2024-04-13T05:59Z", "2024-04-13T06:00Z")]
    [InlineData("2024-04-13T22:00Z", null)]
    public void Night_ends_on_the_next_day(string at, string? closes) =>
        AssertCloses(Fences.Schedule("UTC", ("5", 22 * 60, 6 * 60)), at, closes);

    [Fact]
    public void Windows_that_touch_are_one()
    {
        AssertCloses(Fences.Schedule("UTC", (Daily, 480, 720), (Daily, 720, 1080)), "2024-04-12T09:00Z", "2024-04-12T18:00Z");
        AssertCloses(Fences.Schedule("UTC", ("5", 480, 1440), ("6", 0, 60)), "2024-04-12T09:00Z", "2024-04-13T01:00Z");
    }

    [Fact]
    public void Schedule_of_the_whole_week_never_closes()
    {
        var hours = new WallClock(Fences.Schedule("America/New_York", (Daily, 0, 1440)));
        Assert.Equal(DateTimeOffset.MaxValue, hours.ClosesAt(At("2024-03-09T12:00Z")));
        Assert.Equal(DateTimeOffset.MaxValue, new WallClock(Fences.Schedule("UTC", (Daily, 480, 480))).ClosesAt(At("2024-03-09T12:00Z")));
    }

    [Fact]
    public void No_days_are_all_days()
    {
        var schedule = new WeeklySchedule { TimeZone = "Europe/Berlin", Windows = [new() { FromMinute = 0, ToMinute = WeeklyHours.MinutesOfDay }] };
        Assert.Equal(DateTimeOffset.MaxValue, new WallClock(schedule).ClosesAt(At("2024-10-20T00:00Z")));
    }

    [Fact]
    public void Zones_are_known_by_their_IANA_names()
    {
        Assert.True(WallClock.KnowsZone("Australia/Lord_Howe"));
        Assert.False(WallClock.KnowsZone("Middle/Earth"));
    }

    /// <summary>Minute by minute beside the real thing, in zones with an hour, half an hour and no summer time, around their changes.</summary>
    [Fact]
    public void Close_is_the_first_minute_that_is_not_open() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var zone = new[] { "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo" }[random.Next(5)];
            var windows = Enumerable.Range(0, random.Next(1, 4)).Select(_ => (
                new string([.. Daily.Where(_ => random.Next(3) > 0).DefaultIfEmpty('0')]), random.Next(96) * 15, (random.Next(96) + 1) * 15)).ToArray();
            var hours = new WallClock(Fences.Schedule(zone, windows));
            var days = new[] { "2024-03-31T00:00Z", "2024-10-27T00:00Z", "2024-03-10T05:00Z", "2024-11-03T04:00Z", "2024-04-06T14:00Z", "2024-10-05T14:00Z" };
            var at = At(days[random.Next(days.Length)]).AddMinutes(random.Next(-1440, 1440));
            var expected = at;
            while (hours.IsOpen(expected) && expected < at.AddDays(8))
            {
                expected = expected.AddMinutes(1);
            }

            Assert.Equal(expected < at.AddDays(8) ? expected : DateTimeOffset.MaxValue, hours.IsOpen(at) ? hours.ClosesAt(at) : at);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static void AssertCloses(WeeklySchedule schedule, string at, string? closes)
    {
        var clock = new WallClock(schedule);
        Assert.Equal(closes is not null, clock.IsOpen(At(at)));
        if (closes is not null)
            Assert.Equal(At(closes), clock.ClosesAt(At(at)));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}

namespace Fleet.Traffic;

public sealed class FlowMinutesTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_minute_sums_what_it_has_and_ends_with_the_first_measure_of_another()
    {
        var (minute, ended) = FlowMinutes.Add(null, Detection(10, 4, 30, 0.2));
        Assert.Null(ended);
        (minute, ended) = FlowMinutes.Add(minute, Detection(59, 1, 80, null));
        Assert.Null(ended);
        (var next, ended) = FlowMinutes.Add(minute, Detection(60, 3, null, 0.1));
        Assert.Equal((At, 2, 5, 40d, 0.2), (ended!.Start, ended.Samples, ended.Vehicles, ended.AverageSpeedKmh, ended.Occupancy));
        Assert.Equal((At.AddMinutes(1), 1, 3, (double?)null), (next.Start, next.Samples, next.Vehicles, next.AverageSpeedKmh));
    }

    private static Detection Detection(double second, int count, double? speed, double? occupancy) =>
        new() { Timestamp = At.AddSeconds(second), Intensity = count, AverageSpeedKmh = speed, Occupancy = occupancy, PeriodSeconds = 1 };
}

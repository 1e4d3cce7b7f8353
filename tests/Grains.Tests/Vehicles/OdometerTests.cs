using static Fleet.Vehicles.Positions;

namespace Fleet.Vehicles;

public class OdometerTests
{
    private readonly VehicleState _state = new();

    private double Meters(IEnumerable<Position> positions)
    {
        Feed(_state, positions);
        return _state.Odometer.TotalMeters;
    }

    [Theory]
    [InlineData(3.0)]
    [InlineData(4.9)]
    public void Drift_within_the_accuracies_adds_nothing(double radius)
    {
        var drift = Enumerable.Range(0, 600).Select(i => At(i * 10, radius * Math.Sin(i * 1.7), east: radius * Math.Cos(i * 1.7), accuracy: 5));
        Assert.Equal(0, Meters(drift));
    }

    [Fact]
    public void Drift_without_accuracy_adds_little()
    {
        var drift = Enumerable.Range(0, 3600).Select(i => At(i, 6 * Math.Sin(i / 9.0), east: 6 * Math.Cos(i / 13.0)));
        Assert.InRange(Meters(drift), 0, 25);
    }

    [Fact]
    public void Drift_while_the_speed_says_standing_adds_nothing()
    {
        var drift = Enumerable.Range(0, 600).Select(i => At(i, 40 * Math.Sin(i / 20.0), speed: 0.3));
        Assert.Equal(0, Meters(drift));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(60)]
    public void Crawling_adds_up_whatever_the_interval(double every) =>
        Assert.InRange(Meters(Drive(0, 1200, 2, every, withSpeed: false)), 640, 668);

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(300)]
    public void Driving_is_measured_with_and_without_speed(double every)
    {
        Assert.InRange(Meters(Drive(0, 3600, 72, every)), 71_990, 72_010);
        var silent = new VehicleState();
        Feed(silent, Drive(0, 3600, 72, every, withSpeed: false));
        Assert.InRange(silent.Odometer.TotalMeters, 71_950, 72_010);
    }

    [Fact]
    public void Speed_that_is_always_zero_does_not_stop_the_odometer() =>
        Assert.InRange(Meters(Drive(0, 3600, 72, 1).Select(p => p with { SpeedKmh = 0 })), 70_500, 72_100);

    [Fact]
    public void Speed_that_is_stuck_while_the_vehicle_stands_stops_counting() =>
        Assert.InRange(Meters(Enumerable.Range(0, 3600).Select(i => At(i, Math.Sin(i), speed: 50))), 0, 1100);

    [Fact]
    public void Hole_in_seconds_wise_reports_is_counted_and_told()
    {
        Meters([.. Drive(0, 60, 36, 1), .. Drive(120, 180, 36, 1, fromNorth: 1200)]);
        Assert.InRange(_state.Odometer.TotalMeters, 1780, 1810);
        var again = new VehicleState();
        var steps = Feed(again, [.. Drive(0, 60, 36, 1), .. Drive(120, 180, 36, 1, fromNorth: 1200)]).Steps;
        Assert.InRange(steps.Sum(s => s.Way.UnobservedMeters), 590, 610);
    }

    [Fact]
    public void Sparse_reports_are_no_holes() =>
        Assert.Equal(0, Feed(_state, Drive(0, 3600, 50, 120)).Steps.Sum(s => s.Way.UnobservedMeters));

    [Fact]
    public void Derived_speed_is_the_way_s_speed_not_the_anchor_s_bursts()
    {
        var speeds = Feed(_state, Drive(0, 120, 12, 1, withSpeed: false)).Steps.Skip(20).Select(s => s.Motion.SpeedKmh);
        Assert.All(speeds, s => Assert.InRange(s, 8, 13));
    }
}

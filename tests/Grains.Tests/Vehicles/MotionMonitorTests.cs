using Fleet.Safety;
using static Fleet.Vehicles.Positions;

namespace Fleet.Vehicles;

public class MotionMonitorTests
{
    private readonly VehicleState _state = new();

    [Fact]
    public void First_position_has_no_changes()
    {
        var motion = Feed(_state, [At(0, 0, 50)]).Steps[0].Motion;
        Assert.Null(motion.SpeedChangeKmh);
        Assert.Null(motion.DirectionChangeDegrees);
    }

    [Fact]
    public void Changes_are_against_the_position_before()
    {
        var motion = Feed(_state, [At(0, 0, 50) with { HeadingDegrees = 350 }, At(1, 14, 44) with { HeadingDegrees = 10 }]).Steps[1].Motion;
        Assert.Equal(-6, motion.SpeedChangeKmh);
        Assert.Equal(20, motion.DirectionChangeDegrees!.Value, 9);
    }

    [Theory]
    [InlineData(120, false)]
    [InlineData(120.1, true)]
    public void High_speed_is_above_120(double kmh, bool anomaly)
    {
        var anomalies = Feed(_state, [At(0, 0, kmh)]).Steps[0].Motion.Anomalies;
        Assert.Equal(anomaly, anomalies.Any(a => a is { Type: "high_speed", Severity: Severity.Medium } && a.Value == kmh));
    }

    [Theory]
    [InlineData(5, 31, true)]
    [InlineData(5, -31, true)]
    [InlineData(5, 30, false)]
    [InlineData(5.1, 31, false)]
    public void Sudden_change_is_more_than_30_within_5_seconds(double seconds, double change, bool anomaly)
    {
        var anomalies = Feed(_state, [At(0, 0, 50), At(seconds, 70, 50 + change)]).Steps[1].Motion.Anomalies;
        Assert.Equal(anomaly, anomalies.Any(a => a is { Type: "sudden_speed_change", Severity: Severity.High } && a.Value == change));
    }

    [Fact]
    public void Fuel_rate_is_share_of_the_tank_an_hour_and_refuelling_starts_anew()
    {
        var burning = Enumerable.Range(0, 11).Select(i => At(i * 60, i * 1000, 60) with { FuelLevel = 0.5 - (i * 0.001) });
        var steps = Feed(_state, burning).Steps;
        Assert.Null(steps[4].Motion.FuelRate);
        Assert.Equal(0.06, steps[5].Motion.FuelRate!.Value, 6);
        Assert.Equal(0.01, steps.Sum(s => s.Motion.FuelUsed), 6);
        var refuelled = Feed(_state, [At(660, 11_000, 0) with { FuelLevel = 0.9 }, At(1000, 11_100, 60) with { FuelLevel = 0.9 }]).Steps;
        Assert.All(refuelled, s => Assert.Equal(0, s.Motion.FuelUsed));
    }

    [Fact]
    public void Swings_of_the_gauge_cancel_out()
    {
        var level = new[] { 0.50, 0.48, 0.51, 0.47, 0.49 }; // 1 % burnt, the rest slosh
        var steps = Feed(_state, level.Select((l, i) => At(i * 300, i * 5000, 60) with { FuelLevel = l })).Steps;

        Assert.Equal(0.01, steps.Sum(s => s.Motion.FuelUsed), 9);
        Assert.Equal(steps.Sum(s => s.Way.MovedMeters), steps.Sum(s => s.Motion.FuelMeters), 6);
        Assert.All(steps, s => Assert.True(s.Motion.FuelRate is null or >= 0));
    }

    [Theory]
    [InlineData(999, false)]
    [InlineData(1000, true)]
    public void Maintenance_is_due_at_the_odometer_s_mark(double odometer, bool due)
    {
        _state.Details = new VehicleDetails { MaintenanceDueKm = 1000 };
        Assert.Equal(due, Feed(_state, [At(0, 0) with { OdometerKm = odometer }]).Steps[0].MaintenanceDue);
    }

    [Fact]
    public void Maintenance_is_due_at_its_date()
    {
        _state.Details = new VehicleDetails { MaintenanceDueAt = Start.AddSeconds(5) };
        Assert.Equal([false, true], Feed(_state, [At(4, 0), At(5, 0)]).Steps.Select(s => s.MaintenanceDue));
    }
}

using Fleet.Geofences;
using Fleet.Organizations;
using static Fleet.Vehicles.Positions;

namespace Fleet.Vehicles;

public class DriveFoldTests
{
    private static readonly VehicleOptions Options = new();

    private static DriveFigures Fold(IEnumerable<Position> positions, double from = double.MinValue)
    {
        var fold = new DriveFold(Options, from == double.MinValue ? DateTimeOffset.MinValue : At(from, 0).Timestamp);
        foreach (var position in positions)
            fold.Add(position);
        return fold.Figures();
    }

    [Fact]
    public void Even_drive_comes_to_what_it_is()
    {
        var figures = Fold(Enumerable.Range(0, 101).Select(i => At(i, i * 10, speed: 36)));
        Assert.Equal(101, figures.Positions);
        Assert.Equal(1.0, figures.DistanceKm, 6);
        Assert.Equal((100.0, 0.0, 0.0), (figures.DrivingSeconds, figures.StandingSeconds, figures.IdleSeconds));
        Assert.Equal((36.0, 36.0, 0.0), (figures.AverageKmh!.Value, figures.MaxKmh!.Value, figures.StandingPercent!.Value));
        Assert.Equal((0.0, 100.0), (figures.PositiveAcceleration!.Value, figures.EfficiencyScore!.Value));
    }

    [Fact]
    public void Standing_with_the_engine_on_is_idle_and_costs_points()
    {
        var drive = Enumerable.Range(0, 101).Select(i => At(i, i * 10, speed: 36));
        var stand = Enumerable.Range(101, 100).Select(i => At(i, 1000, speed: 0) with { EngineRunning = i <= 150 });
        var figures = Fold(drive.Concat(stand));
        Assert.Equal((100.0, 100.0, 50.0), (figures.DrivingSeconds, figures.StandingSeconds, figures.IdleSeconds));
        Assert.Equal(50, figures.StandingPercent!.Value);
        Assert.Equal(75, figures.EfficiencyScore!.Value, 6);
    }

    [Fact]
    public void Energy_put_into_speed_is_counted_whatever_the_interval()
    {
        // 0 → 72 km/h at 2 m/s²: 10 s, 100 m, v²/2 = 200 m²/s² for each kilogram.
        static IEnumerable<Position> Pull(int every) =>
            Enumerable.Range(0, (10 / every) + 1).Select(i => i * every).Select(t => At(t, t * t, speed: 7.2 * t));
        Assert.Equal(2.0, Fold(Pull(1)).PositiveAcceleration!.Value, 2);
        Assert.Equal(2.0, Fold(Pull(5)).PositiveAcceleration!.Value, 2);
        Assert.Equal(50, Fold(Pull(1)).EfficiencyScore!.Value, 6);
    }

    [Fact]
    public void Adjacent_ranges_add_up_to_the_whole()
    {
        var positions = Drive(0, 600, 15, 1, withSpeed: true).ToList();
        var whole = Fold(positions, from: 0);
        var first = Fold(positions.TakeWhile(p => p.Timestamp < At(300, 0).Timestamp), from: 0);
        var second = Fold(positions, from: 300);
        Assert.Equal(whole.DistanceKm, first.DistanceKm + second.DistanceKm, 9);
        Assert.Equal(whole.DrivingSeconds, first.DrivingSeconds + second.DrivingSeconds, 9);
        Assert.Equal(whole.Positions, first.Positions + second.Positions);
    }

    [Fact]
    public void Distance_is_the_live_one_jumps_and_holes_included()
    {
        var positions = Drive(0, 300, 15, 1, withSpeed: true)
            .Append(At(301, 900_000)) // a jump
            .Concat(Drive(302, 400, 15, 1, withSpeed: true))
            .Append(At(2_000, 9_000, speed: 50)) // a hole
            .ToList();
        var state = new VehicleState();
        var monitor = new VehicleMonitor("v", Options);
        var context = new OrganizationContext(new OrganizationSettings { OrganizationId = "o", Name = "o" }, GeofenceIndex.Empty);
        foreach (var position in positions)
            monitor.Apply(state, position, context, out _);
        var figures = Fold(positions);
        Assert.Equal(state.Odometer.TotalMeters / 1000, figures.DistanceKm + figures.UnobservedKm, 9);
        Assert.True(figures.UnobservedKm > 0);
        Assert.Equal(state.Counters.Accepted - state.Counters.Jumps, figures.Positions);
    }

    [Fact]
    public void Nothing_is_measured_across_a_break()
    {
        var fold = new DriveFold(Options, DateTimeOffset.MinValue);
        fold.Add(At(0, 0, speed: 36));
        fold.Break();
        fold.Add(At(10, 100, speed: 36));
        Assert.Equal((2, 0.0, 0.0), (fold.Figures().Positions, fold.Figures().DistanceKm, fold.Figures().DrivingSeconds));
        Assert.Null(fold.Figures().EfficiencyScore);
    }
}

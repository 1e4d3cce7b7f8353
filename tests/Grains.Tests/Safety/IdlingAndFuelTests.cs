namespace Fleet.Safety;

public sealed class IdlingAndFuelTests
{
    private static Vehicles.Position On(Vehicles.Position p) => p with { EngineRunning = true };

    [Fact]
    public void Standing_with_the_engine_on_is_told_once()
    {
        var drive = new Drive(10).Add(30, On).Repeat(60, 0.5, On);

        var finding = Assert.Single(drive.Findings());
        Assert.Equal(SafetyTypes.Idling, finding.Type);
        Assert.Equal(drive.Positions[31].Timestamp, finding.At);
        Assert.Equal(300, finding.Details["duration_seconds"]);
    }

    [Fact]
    public void Standing_with_the_engine_off_or_unknown_is_no_idling()
    {
        Assert.Empty(new Drive(10).Repeat(60, 0).Findings());
        Assert.Empty(new Drive(10).Repeat(60, 0, p => p with { EngineRunning = false }).Findings());
    }

    [Fact]
    public void Driving_on_starts_a_new_stand() =>
        Assert.Equal(2, new Drive(10).Repeat(40, 0, On).Add(20, On).Repeat(40, 0, On).Findings().Count);

    [Fact]
    public void Fuel_is_low_once_until_it_was_well_above()
    {
        double[] levels = [0.2, 0.149, 0.16, 0.14, 0.19, 0.14, 0.2, 0.14];
        var drive = new Drive();
        foreach (var level in levels)
        {
            drive.Add(10, p => p with { FuelLevel = level });
        }

        Assert.Equal([drive.Positions[1].Timestamp, drive.Positions[7].Timestamp], drive.Findings().Select(f => f.At));
    }

    [Fact]
    public void Fuel_that_is_low_at_first_sight_is_told() =>
        Assert.Equal(0.05, Assert.Single(new Drive().Repeat(3, 10, p => p with { FuelLevel = 0.05 }).Findings()).Details["fuel_level"]);

    [Fact]
    public void Fuel_at_the_threshold_is_not_low() =>
        Assert.Empty(new Drive().Repeat(3, 10, p => p with { FuelLevel = 0.15 }).Findings());
}

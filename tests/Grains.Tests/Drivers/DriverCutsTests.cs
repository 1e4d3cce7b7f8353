using Fleet.Safety;
using Fleet.Vehicles;

namespace Fleet.Drivers;

/// <summary>How positions were cut into reports (a restart folds 500 at once) is nobody's business: it shows nowhere.</summary>
public class DriverCutsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(500)]
    public void Same_positions_in_other_reports_make_the_same_driver_to_the_last_bit(int report)
    {
        var (measures, state) = Drive(5);
        var (others, other) = Drive(report);
        Assert.True(measures.Count > 10);
        Assert.Equal(measures, others);
        Assert.Equal(state.DistanceKm, other.DistanceKm);
        Assert.Equal(DriverScore.Of(state.Sums), DriverScore.Of(other.Sums));
        Assert.NotEqual(100, DriverScore.Of(state.Sums));
    }

    private static (List<string> Measures, DriverState State) Drive(int report)
    {
        var state = new DriverState();
        DriverMonitor.Record(state, new DriverActivity { VehicleId = "v1", Until = Positions.Start, EventId = "e1", Incidents = [new("harsh_braking", Severity.Critical, Positions.Start)] });
        var measures = new List<string>();
        var ledger = new ActivityLedger();
        var random = new Random(4711);
        for (var i = 0; i < 900; i++)
        {
            ledger.Add(Step(i, random.NextDouble() * 14), "v1", "d1", i < 450 ? "t1" : "t2", null);
            if (i % report == report - 1)
                Tell(ledger, state, measures);
        }

        Tell(ledger, state, measures);
        return (measures, state);
    }

    private static void Tell(ActivityLedger ledger, DriverState state, List<string> measures)
    {
        while (ledger.Next() is var (_, activity))
        {
            if (DriverMonitor.Record(state, activity))
            {
                var driver = DriverMonitor.Snapshot("acme", "d1", state);
                measures.Add($"{activity.Until:O} {driver.SafetyScore} {driver.ScoreChange} {driver.DistanceKm} {driver.DrivingSeconds} {driver.SpeedingSeconds}");
            }

            ledger.Told();
        }
    }

    private static VehicleStep Step(int second, double meters) => new()
    {
        Position = Positions.At(second, 0, meters * 3.6),
        Motion = new Motion(meters * 3.6, null, null, null, 0, 0, []),
        Way = new OdometerStep(meters, 0, meters * 3.6),
        Seconds = 1,
        Restarted = second == 0,
        Speeding = meters > 12,
        Findings = [],
        Crossings = [],
        Geofences = [],
        MaintenanceDue = false,
        DriverId = "d1",
    };
}

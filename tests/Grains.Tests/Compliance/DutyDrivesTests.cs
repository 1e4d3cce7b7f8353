using Fleet.Vehicles;

namespace Fleet.Compliance;

public class DutyDrivesTests
{
    private static readonly TimeSpan Stand = TimeSpan.FromMinutes(5);

    /// <summary>An hour of driving, four minutes of standing, driving, twenty of standing, driving over a hole of ten minutes.</summary>
    private static readonly VehicleStep[] Journey =
    [
        .. Positions.Feed(new VehicleState(),
        [
            .. Positions.Drive(0, 3600, 80, 10),
            .. Enumerable.Range(1, 23).Select(i => Positions.At(3600 + (i * 10), 80_000, 0)),
            .. Positions.Drive(3840, 5000, 60, 10, 80_100),
            .. Enumerable.Range(1, 119).Select(i => Positions.At(5000 + (i * 10), 99_433, 0)),
            .. Positions.Drive(6200, 6800, 60, 600, 99_450),
        ]).Steps,
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5000)]
    public void Driving_is_the_same_however_positions_were_cut(int report)
    {
        var state = Tell(report);
        Assert.Equal(2, state.Drives.Count);
        Assert.Equal(new DrivingSpan(Positions.Start, Positions.Start.AddSeconds(5000)), state.Drives[0]);
        Assert.Equal(Positions.Start.AddSeconds(6800), state.Drives[1].Until);
        Assert.Equal(Tell(1).Drives, state.Drives);
    }

    [Fact]
    public void A_standing_receiver_does_not_drive()
    {
        var random = new Random(5);
        var steps = Positions.Feed(new VehicleState(), Enumerable.Range(0, 3600).Select(i =>
            Positions.At(i, (random.NextDouble() * 8) - 4, random.NextDouble() * 5, (random.NextDouble() * 8) - 4, 5))).Steps;
        Assert.Empty(steps.Aggregate(System.Collections.Immutable.ImmutableArray<DrivingSpan>.Empty, DutyDrives.Add));
    }

    private static DutyState Tell(int report)
    {
        var state = new DutyState();
        foreach (var part in Journey.Chunk(report))
        {
            var ledger = new ActivityLedger();
            foreach (var step in part)
            {
                ledger.Add(step, "v1", "d1", "t1", null);
            }

            while (ledger.Next() is var (_, activity))
            {
                foreach (var span in activity.Drives)
                {
                    DutyLog.Drive(state, span, Stand);
                }

                ledger.Told();
            }
        }

        return state;
    }
}

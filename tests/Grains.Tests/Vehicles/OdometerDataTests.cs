using Xunit.Abstractions;

namespace Fleet.Vehicles;

/// <summary>The odometer against real drives whose length is known.</summary>
public class OdometerDataTests(ITestOutputHelper output)
{
    /// <summary>The first part of these is missing, so that there is nothing to compare.</summary>
    private static readonly int[] Incomplete = [1, 3, 4, 15, 19];

    /// <summary>
    /// Drives 9 and 18 have a silence of 45 s in which the car drove 368 m and 560 m. The ground truth is a sum over the
    /// rows that there are and leaves that way out; so does the observed part of the odometer. The total does not: the car
    /// was driven there.
    /// </summary>
    private static readonly int[] WithHole = [9, 18];

    [SkippableFact]
    public void Omaha_drives_are_within_two_percent()
    {
        var drives = TraceReader.Omaha();
        Skip.If(drives is null, "shared data is absent");
        Assert.Equal(19, drives.Count);
        foreach (var drive in drives)
        {
            var state = new VehicleState();
            var unobserved = Positions.Feed(state, drive.Positions).Steps.Sum(s => s.Way.UnobservedMeters);
            var total = state.Odometer.TotalMeters;
            var error = ((total - unobserved) / drive.TruthMeters) - 1;
            output.WriteLine($"{drive.Number,2} truth {drive.TruthMeters,8:F0} m total {total,8:F0} m ({(total / drive.TruthMeters) - 1,7:P2}) observed {error,7:P2} jumps {state.Counters.Jumps}");
            if (Incomplete.Contains(drive.Number))
                continue;

            Assert.InRange(error, -0.02, 0.02);
            if (!WithHole.Contains(drive.Number))
                Assert.InRange((total / drive.TruthMeters) - 1, -0.02, 0.02);
        }
    }

    [SkippableFact]
    public void Map_matched_tracks_without_speed_are_near_the_road_s_length()
    {
        var tracks = TraceReader.MapMatched();
        Skip.If(tracks is null, "shared data is absent");
        var errors = new List<double>();
        foreach (var track in tracks)
        {
            var state = new VehicleState();
            Positions.Feed(state, track.Positions);
            var error = (state.Odometer.TotalMeters / track.TruthMeters) - 1;
            output.WriteLine($"{track.Number,2} {error,7:P2} jumps {state.Counters.Jumps}");
            errors.Add(Math.Abs(error));
        }

        errors.Sort();
        output.WriteLine($"median {errors[errors.Count / 2]:P2} p95 {errors[(int)(errors.Count * 0.95)]:P2} max {errors[^1]:P2}");
        Assert.InRange(errors[errors.Count / 2], 0, 0.01);
        Assert.InRange(errors[(int)(errors.Count * 0.95)], 0, 0.04);
    }
}

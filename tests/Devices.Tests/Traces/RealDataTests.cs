using Fleet.Devices.Traces;

namespace Fleet.Devices.Tests.Traces;

/// <summary>Reads the traces of ../shared/data; skipped where they are not.</summary>
public sealed class RealDataTests
{
    [SkippableTheory]
    [InlineData("nds_blackbox_omaha/drives.csv", 10_277, 0, 1, 19)]
    [InlineData("capmetro_buses/2016-01-17.csv", 34_909, 0, 129, -1)]
    [InlineData("liverpool_bus/route14_outbound.csv", 1_533, 0, 8, -1)]
    [InlineData("us_truck_pings/truck_pings.csv", 22_348, 0, 2, 0)]
    [InlineData("uci_gotrack/go_track_trackspoints.csv", 18_107, 0, 163, 163)]
    [InlineData("ndsbr_curitiba/driver_A.csv", -1, 2, 1, 3)]
    [InlineData("mapmatched_tracks/tracks/00000000.track", 2_503, 0, 1, 0)]
    public void Trace_of_the_data_folder_is_read_without_a_map(string file, int points, int bad, int vehicles, int trips)
    {
        var path = Find(file);
        using var trace = TraceFile.Open(path, new TraceOptions());
        var rows = trace.Rows().ToList();
        var good = rows.Where(r => r.Point is not null).Select(r => r.Point!).ToList();
        if (points >= 0)
            Assert.Equal(points, good.Count);
        Assert.InRange(rows.Count - good.Count, 0, bad);
        Assert.Equal(vehicles, good.Select(p => p.VehicleId).Distinct().Count());
        if (trips >= 0)
            Assert.Equal(trips, good.Select(p => p.TripId).OfType<string>().Distinct().Count());
        Assert.All(good, p => Assert.InRange(p.SpeedKmh ?? 0, 0, 300));
    }

    [SkippableFact]
    public void Omaha_is_in_si_units_and_headings_are_turns()
    {
        using var trace = TraceFile.Open(Find("nds_blackbox_omaha/drives.csv"), new TraceOptions());
        var points = trace.Rows().Select(r => r.Point!).ToList();
        Assert.InRange(points.Average(p => p.Acceleration!.Value.Z), 9, 11);
        Assert.InRange(points.Max(p => Math.Abs(p.Gyroscope!.Value.Z)), 0.3, 1.5);
        Assert.All(points, p => Assert.InRange(p.HeadingDegrees!.Value, 0, 359.999));
        Assert.Equal(30.4658289340253 * 1.609344, points[0].SpeedKmh!.Value, 9);
        Assert.Contains(points, p => p.TripId == "omaha-drive-7");
    }

    private static string Find(string file)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, "shared", "data", file);
            if (File.Exists(path))
                return path;
        }

        throw new SkipException("there is no shared/data here");
    }
}

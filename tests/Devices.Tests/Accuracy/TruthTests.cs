using System.Globalization;
using System.Text;
using System.Text.Json;
using Fleet.Devices.Accuracy;
using Fleet.Devices.Traces;

namespace Fleet.Devices.Tests.Accuracy;

/// <summary>What the measurements take for true, on data made by hand.</summary>
public sealed class TruthTests : IDisposable
{
    private const double MetersPerDegree = 6_371_008.8 * Math.PI / 180;

    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("fleet-truth");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, params string[] lines)
    {
        var path = Path.Combine(_folder.FullName, name);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, lines);
        return path;
    }

    [Fact]
    public void Rows_with_one_number_are_one_manoeuvre_at_the_strongest_row_and_the_highest_level()
    {
        var path = Write(
            "drives.csv",
            "drive,time_utc,distance_miles,accel_event,accel_event_cat,accel_x,accel_y",
            "1,2019-05-23T10:00:00Z,0.1,1,low,0.36,0",
            "1,2019-05-23T10:00:01Z,0.1,1,med,0.1,-0.46",
            "1,2019-05-23T10:00:02Z,0.1,,,0.1,0",
            "1,2019-05-23T10:00:03Z,0.1,2,low,0.36,0",
            "2,2019-05-23T11:00:00Z,0.1,1,high,0.61,0");

        var truth = GroundTruth.Read(path);

        Assert.Equal(4, truth.Rows.Count);
        Assert.Equal(
            [(1, 1, Level.Medium), (1, 3, Level.Low), (2, 0, Level.High)],
            truth.Manoeuvres.Select(m => (m.Drive, m.Time.Second, m.Level)));
    }

    [Fact]
    public void Road_as_driven_begins_at_the_first_fix_counts_jumps_and_ends_where_the_route_does()
    {
        string Point(double east, double north) => string.Create(CultureInfo.InvariantCulture, $"{east / MetersPerDegree}\t{north / MetersPerDegree}");
        Write("route_lengths.csv", "track,points,duration_s,median_dt_s,max_gap_s,gps_haversine_m,matched_route_m,route_breaks,gps_vs_route_pct,share", "07,1,1,1,1,1,900,1,1,0.25");
        Write("routes/07.lonlat", Point(0, 0), Point(300, 0), Point(700, 0), Point(1000, 0)); // given as 900: the middle is a jump, and shorter
        Write("tracks/07.track", Point(100, 2) + "\t0", Point(500, 3) + "\t20", Point(950, -4) + "\t40", Point(950, 400) + "\t60");

        var track = Assert.Single(TrackTruth.Read(_folder.FullName));

        Assert.Equal((900, 850, 3, 4, 40, 0.25), (track.GivenMeters, Math.Round(track.DrivenMeters, 3), track.OnRoute, track.Fixes, track.UntilSeconds, track.StandingShare));
    }

    [Fact]
    public void Data_that_is_not_there_is_named()
    {
        Assert.Contains("mapmatched_tracks", Assert.Throws<TraceException>(() => TrackTruth.Read(_folder.FullName)).Message, StringComparison.Ordinal);
        Assert.Contains("ndsbr_curitiba", Assert.Throws<TraceException>(() => CityPoint.Read(Path.Combine(_folder.FullName, "driver_A.csv"))).Message, StringComparison.Ordinal);
        Assert.Contains("nds_blackbox_omaha", Assert.Throws<TraceException>(() => GroundTruth.Read(Path.Combine(_folder.FullName, "drives.csv"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Posted_limits_are_those_of_near_lines_along_the_heading()
    {
        using var roads = JsonDocument.Parse("""
            {"features":[
              {"properties":{"maxspeed":"50"},"geometry":{"coordinates":[[0,-0.01],[0,0.01]]}},
              {"properties":{"maxspeed":"30"},"geometry":{"coordinates":[[-0.01,0.0001],[0.01,0.0001]]}},
              {"properties":{"maxspeed":"80"},"geometry":{"coordinates":[[0.0003,-0.01],[0.0003,0.01]]}}]}
            """);
        var posted = new PostedRoads(roads.RootElement);
        var point = new CityPoint(DateTimeOffset.UnixEpoch, 0, 0, 50, 190, 50, null);

        Assert.Equal([50.0], posted.Near(point, 20, 30));
        Assert.Equal([30.0, 50.0], posted.Near(point, 20, null).Order());
        Assert.Equal([50.0, 80.0], posted.Near(point, 40, 30).Order());
    }

    [Fact]
    public void Row_is_read_with_its_comma_its_local_time_and_its_missing_values()
    {
        var path = Write(
            "driver_A.csv",
            "LONG;LAT;DAY_CORRIGIDO;PR;SPD_KMH;HEADING;CIDADE;BAIRRO;LIMITE_VEL",
            "-49,23446;-25,451837;26/8/2019;19:17:27;12,5;;Curitiba;BATEL;40",
            "NA;NA;26/8/2019;19:17:28;0;0;Curitiba;BATEL;40",
            "-49,2;-25,4;26/8/2019;19:17:29;0;350;Pinhais;CENTRO;NPI");

        var points = CityPoint.Read(path);

        Assert.Equal(2, points.Count);
        Assert.Equal((new DateTimeOffset(2019, 8, 26, 22, 17, 27, TimeSpan.Zero), -49.23446, 12.5, null, 40, "BATEL"), (points[0].Time, points[0].Longitude, points[0].SpeedKmh, points[0].HeadingDegrees, points[0].LimitKmh, points[0].Neighbourhood));
        Assert.Equal((350, null, null), (points[1].HeadingDegrees, points[1].LimitKmh, points[1].Neighbourhood));
    }

    [Fact]
    public void Goal_that_is_missed_says_by_how_much()
    {
        var text = new StringBuilder();
        AccuracyReport.Goals(text, [Goal.AtLeast("a", 0.9, 0.95, "0.0 %"), Goal.AtLeast("b", 0.9, 0.85, "0.0 %"), Goal.AtMost("c", 0.03, 0.04, "0.0 %")]);

        Assert.Contains("| a | ≥ 90.0 % | 95.0 % | met |", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("| b | ≥ 90.0 % | 85.0 % | **missed** by 5.0 % |", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("| c | ≤ 3.0 % | 4.0 % | **missed** by 1.0 % |", text.ToString(), StringComparison.Ordinal);
    }
}

using Fleet.Devices.Traces;

namespace Fleet.Devices.Tests.Traces;

public sealed class TraceFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("fleet-traces");

    public void Dispose() => _folder.Delete(recursive: true);

    private TraceFile Open(string text, TraceOptions? options = null, string name = "van 1.csv")
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return TraceFile.Open(path, options ?? new TraceOptions());
    }

    private TracePoint Single(string text, TraceOptions? options = null, string name = "van 1.csv")
    {
        using var file = Open(text, options, name);
        var row = Assert.Single(file.Rows());
        Assert.Null(row.Error);
        return row.Point!;
    }

    [Fact]
    public void Usual_names_are_recognised_and_the_vehicle_is_the_file()
    {
        var point = Single("Time,Latitude,Longitude,Speed,Bearing\n2024-04-13T10:30:15Z,40.7128,-74.006,45.5,-90\n");
        Assert.Equal("van_1", point.VehicleId);
        Assert.Equal(new DateTimeOffset(2024, 4, 13, 10, 30, 15, TimeSpan.Zero), point.Time);
        Assert.Equal((40.7128, -74.006, 45.5, 270), (point.Latitude, point.Longitude, point.SpeedKmh, point.HeadingDegrees));
    }

    [Theory]
    [InlineData("speed=v:mph", 10, 16.09344)]
    [InlineData("speed=v:ms", 10, 36)]
    [InlineData("speed=v:knots", 10, 18.52)]
    [InlineData("speed=v:kmh", 10, 10)]
    public void Speed_of_a_unit_becomes_kilometres_per_hour(string map, double value, double expected)
    {
        var point = Single(FormattableString.Invariant($"time,lat,lon,v\n2024-01-01,1,2,{value}\n"), new TraceOptions { Map = map });
        Assert.Equal(expected, point.SpeedKmh!.Value, 6);
    }

    [Fact]
    public void Sensors_in_g_and_degrees_become_si()
    {
        var point = Single(
            "time,lat,lon,accel_x,accel_y,accel_z,gyro_x,gyro_y,gyro_z,hdop\n2024-01-01,1,2,0.5,0,1,180,0,-90,1.2\n",
            new TraceOptions { Map = "accel_x=accel_x:g,accel_y=accel_y:g,accel_z=accel_z:g,gyro_x=gyro_x:degs,gyro_y=gyro_y:degs,gyro_z=gyro_z:degs" });
        Assert.Equal(4.903325, point.Acceleration!.Value.X, 6);
        Assert.Equal(Math.PI, point.Gyroscope!.Value.X, 6);
        Assert.Equal(6, point.AccuracyMeters!.Value, 6);
    }

    [Theory]
    [InlineData("2024-04-13T10:30:15+02:00", null, "2024-04-13T08:30:15.000Z")]
    [InlineData("2024-04-13 10:30:15.1239", null, "2024-04-13T10:30:15.123Z")]
    [InlineData("1713004215", "s", "2024-04-13T10:30:15.000Z")]
    [InlineData("1713004215500", "ms", "2024-04-13T10:30:15.500Z")]
    [InlineData("90.5", "elapsed", "2020-01-01T00:01:30.500Z")]
    [InlineData("13/4/2024 10:30:15", "d/M/yyyy H:mm:ss", "2024-04-13T10:30:15.000Z")]
    public void Time_of_every_form_is_read(string text, string? unit, string expected)
    {
        var point = Single($"t,lat,lon\n{text},1,2\n", new TraceOptions { Map = "time=t" + (unit is null ? "" : ":" + unit) });
        Assert.Equal(expected, point.Time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Time_without_an_offset_has_the_one_given()
    {
        var point = Single("time,lat,lon\n2024-04-13T10:30:15,1,2\n", new TraceOptions { UtcOffset = TimeSpan.FromHours(-3) });
        Assert.Equal(13, point.Time.Hour);
    }

    [Fact]
    public void Separator_and_byte_order_mark_are_found_and_decimal_commas_read_when_asked_for()
    {
        var point = Single("\uFEFFvehicle;time;lat;lon\ncar;2024-01-01;-25,45;-49,23\n", new TraceOptions { DecimalComma = true });
        Assert.Equal(("car", -25.45, -49.23), (point.VehicleId, point.Latitude, point.Longitude));
    }

    [Fact]
    public void Literals_and_templates_fill_ids()
    {
        var point = Single("unit,run,time,lat,lon\n7,3,2024-01-01,1,2\n", new TraceOptions { Map = "vehicle==truck-{unit},trip==t:{run},driver==Ada" });
        Assert.Equal(("truck-7", "t:3", "Ada"), (point.VehicleId, point.TripId, point.DriverId));
    }

    [Fact]
    public void Column_in_braces_may_have_the_map_s_own_marks_in_its_name()
    {
        var point = Single("\"a,b:c\",time,lat,lon\n5,2024-01-01,1,2\n", new TraceOptions { Map = "speed={a,b:c}:ms" });
        Assert.Equal(18, point.SpeedKmh);
    }

    [Theory]
    [InlineData("2024-01-01,x,2,1", "lat: 'x' is no number")]
    [InlineData("2024-01-01,1e400,2,1", "lat: '1e400' is no number")]
    [InlineData("2024-01-01,Infinity,2,1", "lat: 'Infinity' is no number")]
    [InlineData("2024-01-01,,2,1", "there is no latitude")]
    [InlineData("yesterday,1,2,1", "time: 'yesterday' is no time that --map's unit describes")]
    [InlineData("2024-01-01,1,2,fast", "speed: 'fast' is no number")]
    [InlineData("2024-01-01,1,2", "3 fields where the first line has 4")]
    public void Bad_row_says_what_is_wrong_and_the_next_is_read(string row, string error)
    {
        using var file = Open($"time,lat,lon,speed\n{row}\n2024-01-01,1,2,3\n");
        var rows = file.Rows().ToList();
        Assert.Equal((2, error), (rows[0].Line, rows[0].Error));
        Assert.NotNull(rows[1].Point);
    }

    [Theory]
    [InlineData("NA")]
    [InlineData("")]
    [InlineData("n/a")]
    public void Optional_value_that_is_absent_is_left_out(string text) =>
        Assert.Null(Single($"time,lat,lon,speed\n2024-01-01,1,2,{text}\n").SpeedKmh);

    [Theory]
    [InlineData("colour=a", "there is no field 'colour'")]
    [InlineData("speed=lat:parsecs", "has no unit 'parsecs'")]
    [InlineData("speed=missing", "there is no column 'missing'; the columns are time, lat, lon")]
    [InlineData("speed", "'speed' is not field=column[:unit]")]
    [InlineData("speed=lat,speed=lon", "'speed' is given twice")]
    [InlineData("trip=={run", "opens a brace")]
    [InlineData("accel_x=lat", "must be mapped together")]
    [InlineData("time=", "no column is known to be the time")]
    public void Map_that_cannot_be_used_says_why(string map, string message)
    {
        var wrong = Assert.Throws<TraceException>(() => Open("time,lat,lon\n", new TraceOptions { Map = map }));
        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
        Assert.Contains("van 1.csv", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Track_file_has_no_header_and_an_assumed_date()
    {
        var point = Single("54.963486\t56.251545\t1.5\n", new TraceOptions(), "0001.track");
        Assert.Equal(("0001", 56.251545, 54.963486), (point.VehicleId, point.Latitude, point.Longitude));
        Assert.Equal(new DateTimeOffset(2020, 1, 1, 0, 0, 1, 500, TimeSpan.Zero), point.Time);
    }

    [Fact]
    public void Missing_file_is_named()
    {
        var wrong = Assert.Throws<TraceException>(() => TraceFile.Open("/no/such/file.csv", new TraceOptions()));
        Assert.Contains("/no/such/file.csv", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gpx_with_extensions_gives_every_point()
    {
        const string Gpx = """
            <?xml version="1.0"?>
            <gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1" xmlns:g="http://www.garmin.com/xmlschemas/TrackPointExtension/v2">
              <metadata><name>not a track</name></metadata>
              <wpt lat="1" lon="1"><time>2024-01-01T00:00:00Z</time></wpt>
              <trk><name>Morning</name><trkseg>
                <trkpt lat="50.1" lon="8.2"><ele>120.5</ele><time>2024-01-01T08:00:00Z</time><hdop>2</hdop>
                  <extensions><g:TrackPointExtension><g:speed>10</g:speed><g:course>370</g:course></g:TrackPointExtension></extensions></trkpt>
                <trkpt lat="50.2" lon="8.3"/>
              </trkseg></trk>
              <trk><trkseg><trkpt lat="50.3" lon="8.4"><time>2024-01-01T09:00:00Z</time></trkpt></trkseg></trk>
            </gpx>
            """;
        using var file = Open(Gpx, new TraceOptions { Map = "trip==t{trk}.{trkseg}" }, "ride.gpx");
        var rows = file.Rows().ToList();
        Assert.Equal([6L, 8L, 10L], rows.Select(r => r.Line));
        Assert.Equal("there is no time", rows[1].Error);
        var first = rows[0].Point!;
        Assert.Equal(("ride", "t1.1", 36.0, 10.0, 120.5, 10.0), (first.VehicleId, first.TripId, first.SpeedKmh, first.HeadingDegrees, first.AltitudeMeters, first.AccuracyMeters));
        Assert.Equal("t2.1", rows[2].Point!.TripId);
    }

    [Fact]
    public void Gpx_1_0_has_speed_and_course_beside_the_time()
    {
        const string Gpx = """
            <gpx version="1.0" xmlns="http://www.topografix.com/GPX/1/0"><trk><trkseg>
            <trkpt lat="1" lon="2"><time>2024-01-01T08:00:00Z</time><course>90</course><speed>5</speed></trkpt></trkseg></trk></gpx>
            """;
        var point = Single(Gpx, null, "old.gpx");
        Assert.Equal((18.0, 90.0), (point.SpeedKmh, point.HeadingDegrees));
    }

    [Fact]
    public void Gpx_that_breaks_off_gives_what_was_read_and_names_the_line()
    {
        using var file = Open("<gpx><trk><trkseg>\n<trkpt lat=\"1\" lon=\"2\"><time>2024-01-01T08:00:00Z</time></trkpt>\n<trkpt lat=", null, "cut.gpx");
        var rows = new List<TraceRow>();
        var wrong = Assert.Throws<TraceException>(() => rows.AddRange(file.Rows().Select(r => r)));
        Assert.Contains("cut.gpx: line 3", wrong.Message, StringComparison.Ordinal);
    }
}

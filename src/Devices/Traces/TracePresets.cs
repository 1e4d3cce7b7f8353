namespace Fleet.Devices.Traces;

/// <summary>Public data sets whose columns do not say their units. docs/replay.md lists them with their sources.</summary>
internal static class TracePresets
{
    private static readonly TracePreset[] All =
    [
        // Black-box telematics of one car (DrivePlotR's nds_data): g, degrees a second, mph; every drive is a trip.
        new()
        {
            Name = "DrivePlotR black box",
            Header = ["drive", "time_utc", "gps_long", "gps_lat", "speed_mph", "accel_x", "gyro_z", "gps_hdop", "gps_heading_raw"],
            Map = "vehicle==omaha-car,trip==omaha-drive-{drive},time=time_utc,lat=gps_lat,lon=gps_long,speed=speed_mph:mph,"
                + "heading=gps_heading_raw,hdop=gps_hdop,altitude=gps_elevation,accel_x=accel_x:g,accel_y=accel_y:g,accel_z=accel_z:g,"
                + "gyro_x=gyro_x:degs,gyro_y=gyro_y:degs,gyro_z=gyro_z:degs,engine=engine_rpm:rpm",
        },

        // Capital Metro's GTFS-realtime archive: m/s, grouped by route. A trip id names a timetable's line, not one bus's run of it.
        new()
        {
            Name = "CapMetrics",
            Header = ["vehicle_id", "timestamp", "speed", "route_id", "trip_id", "latitude", "longitude", "trip_headsign"],
            Map = "vehicle=vehicle_id,trip=={trip_id}-{vehicle_id},time=timestamp,lat=latitude,lon=longitude,speed=speed:ms",
            Unordered = true,
        },

        // Long-haul trucks of the NDS package: mph.
        new()
        {
            Name = "NDS truck pings",
            Header = ["vehicle", "ping_time", "speed", "lat", "lon"],
            Map = "vehicle=vehicle,time=ping_time,lat=lat,lon=lon,speed=speed:mph",
        },

        // UCI Go!Track: points of anonymous phones, one track each.
        new()
        {
            Name = "UCI Go!Track",
            Header = ["latitude", "longitude", "track_id", "time"],
            Map = "vehicle==gotrack-{track_id},trip==gotrack-{track_id},time=time,lat=latitude,lon=longitude",
            UtcOffset = TimeSpan.FromHours(-3),
        },

        // Brazilian Naturalistic Driving Study: local time in two columns, decimal comma. (ALTITUDE_FT has lost its mark.)
        new()
        {
            Name = "NDS-BR",
            Header = ["DRIVER", "LONG", "LAT", "DAY_CORRIGIDO", "PR", "ID", "SPD_KMH", "LIMITE_VEL"],
            Map = "vehicle==curitiba-{DRIVER},driver==driver-{DRIVER},trip==curitiba-{ID},time=={DAY_CORRIGIDO} {PR}:d/M/yyyy H:mm:ss,"
                + "lat=LAT,lon=LONG,speed=SPD_KMH,heading=HEADING,speed_limit=LIMITE_VEL",
            DecimalComma = true,
            UtcOffset = TimeSpan.FromHours(-3),
            NullTexts = ["NPI"],
        },
    ];

    /// <summary>Tab separated longitude, latitude, seconds from an unknown start, no header (Kubicka et al. 2015).</summary>
    public static readonly TracePreset Track = new()
    {
        Name = ".track",
        Header = [],
        Map = "lon=1,lat=2,time=3:elapsed",
    };

    public static readonly TracePreset Gpx = new()
    {
        Name = "GPX",
        Header = [],
        Map = "lat=lat,lon=lon,time=time,altitude=ele,speed=speed:ms,heading=course,accuracy=accuracy,hdop=hdop",
    };

    public static TracePreset? Find(IReadOnlyList<string> columns) =>
        Array.Find(All, p => p.Header.All(h => columns.Contains(h, StringComparer.Ordinal)));
}

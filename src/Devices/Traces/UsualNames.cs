namespace Fleet.Devices.Traces;

/// <summary>Recognises columns by the names people give them. Case, blanks, '_', '-' and '.' do not matter.</summary>
internal static class UsualNames
{
    /// <summary>In order of preference within a field; a unit where the name says one.</summary>
    private static readonly (TraceField Field, string Name, string? Unit)[] Names =
    [
        (TraceField.Vehicle, "vehicleid", null), (TraceField.Vehicle, "vehicle", null), (TraceField.Vehicle, "deviceid", null),
        (TraceField.Vehicle, "device", null), (TraceField.Vehicle, "unitid", null), (TraceField.Vehicle, "unit", null),
        (TraceField.Vehicle, "imei", null), (TraceField.Vehicle, "truckid", null), (TraceField.Vehicle, "truck", null),
        (TraceField.Vehicle, "busid", null), (TraceField.Vehicle, "carid", null), (TraceField.Vehicle, "assetid", null),
        (TraceField.Driver, "driverid", null), (TraceField.Driver, "driver", null),
        (TraceField.Trip, "tripid", null), (TraceField.Trip, "trip", null), (TraceField.Trip, "journeyid", null), (TraceField.Trip, "trackid", null),
        (TraceField.Time, "timestamp", null), (TraceField.Time, "timeutc", null), (TraceField.Time, "utctime", null), (TraceField.Time, "time", null),
        (TraceField.Time, "datetime", null), (TraceField.Time, "fixtime", null), (TraceField.Time, "gpstime", null), (TraceField.Time, "devicetime", null),
        (TraceField.Time, "recordedat", null), (TraceField.Time, "pingtime", null), (TraceField.Time, "unixtime", "s"), (TraceField.Time, "epoch", "s"),
        (TraceField.Time, "timestampms", "ms"), (TraceField.Time, "epochms", "ms"),
        (TraceField.Latitude, "latitude", null), (TraceField.Latitude, "lat", null), (TraceField.Latitude, "gpslat", null),
        (TraceField.Longitude, "longitude", null), (TraceField.Longitude, "lon", null), (TraceField.Longitude, "lng", null),
        (TraceField.Longitude, "long", null), (TraceField.Longitude, "gpslon", null), (TraceField.Longitude, "gpslong", null),
        (TraceField.Speed, "speedkmh", "kmh"), (TraceField.Speed, "speedkph", "kmh"), (TraceField.Speed, "speedmph", "mph"),
        (TraceField.Speed, "speedms", "ms"), (TraceField.Speed, "speedmps", "ms"), (TraceField.Speed, "speedknots", "knots"),
        (TraceField.Speed, "speedkn", "knots"), (TraceField.Speed, "speed", null),
        (TraceField.Heading, "heading", null), (TraceField.Heading, "bearing", null), (TraceField.Heading, "course", null),
        (TraceField.Accuracy, "accuracy", null), (TraceField.Accuracy, "horizontalaccuracy", null), (TraceField.Hdop, "hdop", null),
        (TraceField.Altitude, "altitude", null), (TraceField.Altitude, "elevation", null), (TraceField.Altitude, "ele", null), (TraceField.Altitude, "alt", null),
        (TraceField.AccelX, "accelx", null), (TraceField.AccelY, "accely", null), (TraceField.AccelZ, "accelz", null),
        (TraceField.AccelX, "accelerationx", null), (TraceField.AccelY, "accelerationy", null), (TraceField.AccelZ, "accelerationz", null),
        (TraceField.GyroX, "gyrox", null), (TraceField.GyroY, "gyroy", null), (TraceField.GyroZ, "gyroz", null),
        (TraceField.Fuel, "fuellevel", null), (TraceField.Fuel, "fuelpercent", "percent"),
        (TraceField.Engine, "enginerunning", null), (TraceField.Engine, "ignition", null),
        (TraceField.Odometer, "odometerkm", "km"), (TraceField.Odometer, "odometermi", "mi"), (TraceField.Odometer, "odometer", null),
        (TraceField.SpeedLimit, "speedlimitkmh", "kmh"), (TraceField.SpeedLimit, "speedlimitmph", "mph"), (TraceField.SpeedLimit, "speedlimit", null),
    ];

    public static FieldMap Recognize(IReadOnlyList<string> columns)
    {
        var map = FieldMap.Empty;
        foreach (var (field, name, unit) in Names)
        {
            if (!map.Has(field) && columns.FirstOrDefault(c => Plain(c) == name) is { } column)
                map.Add(new FieldSource(field, Template.Column(column), unit));
        }

        return map;
    }

    private static string Plain(string column) =>
        string.Concat(column.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}

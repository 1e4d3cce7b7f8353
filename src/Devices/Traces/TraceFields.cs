using System.Collections.Frozen;

namespace Fleet.Devices.Traces;

/// <summary>The fields of <c>--map</c>: their names and units. The first unit of a field is its default.</summary>
internal static class TraceFields
{
    /// <summary>
    /// What one unit of horizontal dilution of precision is taken to be worth, metres. HDOP scales the receiver's own
    /// range error, which for civil GPS is 3 to 6 m (US DoD, GPS SPS Performance Standard, 5th ed., 2020: URE ≤ 7.8 m at 95 %).
    /// </summary>
    public const double MetersPerHdop = 5;

    private const double KmhPerMph = 1.609344;
    private const double StandardGravity = 9.80665;

    private static readonly (string Unit, double Factor)[] Speeds = [("kmh", 1), ("mph", KmhPerMph), ("ms", 3.6), ("knots", 1.852)];
    private static readonly (string Unit, double Factor)[] Accelerations = [("ms2", 1), ("g", StandardGravity)];
    private static readonly (string Unit, double Factor)[] Rates = [("rads", 1), ("degs", Math.PI / 180)];
    private static readonly (string Unit, double Factor)[] Lengths = [("m", 1), ("ft", 0.3048)];
    private static readonly (string Unit, double Factor)[] Distances = [("km", 1), ("mi", KmhPerMph), ("m", 0.001)];
    private static readonly (string Unit, double Factor)[] Angles = [("deg", 1)];

    public static readonly FrozenDictionary<string, TraceField> ByName = new Dictionary<string, TraceField>(StringComparer.OrdinalIgnoreCase)
    {
        ["vehicle"] = TraceField.Vehicle,
        ["driver"] = TraceField.Driver,
        ["trip"] = TraceField.Trip,
        ["time"] = TraceField.Time,
        ["lat"] = TraceField.Latitude,
        ["lon"] = TraceField.Longitude,
        ["speed"] = TraceField.Speed,
        ["heading"] = TraceField.Heading,
        ["accuracy"] = TraceField.Accuracy,
        ["hdop"] = TraceField.Hdop,
        ["altitude"] = TraceField.Altitude,
        ["accel_x"] = TraceField.AccelX,
        ["accel_y"] = TraceField.AccelY,
        ["accel_z"] = TraceField.AccelZ,
        ["gyro_x"] = TraceField.GyroX,
        ["gyro_y"] = TraceField.GyroY,
        ["gyro_z"] = TraceField.GyroZ,
        ["fuel"] = TraceField.Fuel,
        ["engine"] = TraceField.Engine,
        ["odometer"] = TraceField.Odometer,
        ["speed_limit"] = TraceField.SpeedLimit,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static readonly FrozenDictionary<TraceField, string> Names = ByName.ToFrozenDictionary(p => p.Value, p => p.Key);

    /// <summary>Vehicle, driver and trip: text that is used as an id.</summary>
    public static bool IsId(TraceField field) => field is TraceField.Vehicle or TraceField.Driver or TraceField.Trip;

    /// <summary>Numeric units by field; none for ids, times and the engine.</summary>
    public static (string Unit, double Factor)[] Units(TraceField field) => field switch
    {
        TraceField.Speed or TraceField.SpeedLimit => Speeds,
        TraceField.AccelX or TraceField.AccelY or TraceField.AccelZ => Accelerations,
        TraceField.GyroX or TraceField.GyroY or TraceField.GyroZ => Rates,
        TraceField.Accuracy or TraceField.Altitude => Lengths,
        TraceField.Odometer => Distances,
        TraceField.Latitude or TraceField.Longitude or TraceField.Heading => Angles,
        TraceField.Fuel => [("share", 1), ("percent", 0.01)],
        TraceField.Hdop => [("m", MetersPerHdop)],
        _ => [],
    };
}

namespace Fleet.Devices.Traces;

/// <summary>What a column of a trace can be. The names that <c>--map</c> takes are in <see cref="TraceFields"/>.</summary>
public enum TraceField
{
    Vehicle,
    Driver,
    Trip,
    Time,
    Latitude,
    Longitude,
    Speed,
    Heading,
    Accuracy,
    Hdop,
    Altitude,
    AccelX,
    AccelY,
    AccelZ,
    GyroX,
    GyroY,
    GyroZ,
    Fuel,
    Engine,
    Odometer,
    SpeedLimit,
}

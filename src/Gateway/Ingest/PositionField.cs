namespace Fleet.Gateway.Ingest;

/// <summary>The fields of a position on the wire. A bit each, so that "given twice" is one test.</summary>
[Flags]
internal enum PositionField
{
    None = 0,
    VehicleId = 1,
    Timestamp = 1 << 1,
    Latitude = 1 << 2,
    Longitude = 1 << 3,
    Speed = 1 << 4,
    Heading = 1 << 5,
    Accuracy = 1 << 6,
    Altitude = 1 << 7,
    Acceleration = 1 << 8,
    Gyroscope = 1 << 9,
    FuelLevel = 1 << 10,
    EngineRunning = 1 << 11,
    OdometerKm = 1 << 12,
    SpeedLimit = 1 << 13,
    TripId = 1 << 14,
    DriverId = 1 << 15,

    /// <summary>S0's nested object.</summary>
    Location = 1 << 16,

    /// <summary>S0's nested object.</summary>
    Motion = 1 << 17,

    X = 1 << 18,
    Y = 1 << 19,
    Z = 1 << 20,
}

using Fleet.Gateway.Json;
using Fleet.Vehicles;

namespace Fleet.Gateway.Ingest;

/// <summary>One item while it is being read: values so far, which fields were there, and the first thing wrong.</summary>
internal struct PositionDraft
{
    public string? VehicleId;
    public string? TripId;
    public string? DriverId;
    public DateTimeOffset Timestamp;
    public double Latitude;
    public double Longitude;
    public double? Speed;
    public double? Heading;
    public double? Accuracy;
    public double? Altitude;
    public double? FuelLevel;
    public double? OdometerKm;
    public double? SpeedLimit;
    public bool? EngineRunning;
    public Vector3? Acceleration;
    public Vector3? Gyroscope;

    /// <summary>Fields that were given, null values included.</summary>
    public PositionField Seen;

    /// <summary>Required fields that have a value.</summary>
    public PositionField Given;

    public FieldError? Error;

    /// <summary>Keeps the first error only: the later ones often follow from it.</summary>
    public void Fail(string field, string code, string message) => Error ??= new FieldError(field, code, message);

    public readonly Position ToPosition(DateTimeOffset receivedAt) => new()
    {
        Timestamp = Timestamp,
        Latitude = Latitude,
        Longitude = Longitude,
        SpeedKmh = Speed,
        HeadingDegrees = Heading,
        AccuracyMeters = Accuracy,
        AltitudeMeters = Altitude,
        Acceleration = Acceleration,
        Gyroscope = Gyroscope,
        FuelLevel = FuelLevel,
        EngineRunning = EngineRunning,
        OdometerKm = OdometerKm,
        SpeedLimitKmh = SpeedLimit,
        TripId = TripId,
        DriverId = DriverId,
        ReceivedAt = receivedAt,
    };
}

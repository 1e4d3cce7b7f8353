namespace Fleet.Devices.Traces;

/// <summary>One report of a device in the gateway's units, as a trace or the simulator says it. Not validated: that is the gateway's part.</summary>
public sealed record TracePoint
{
    public required string VehicleId { get; init; }

    public string? DriverId { get; init; }

    public string? TripId { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required double Latitude { get; init; }

    public required double Longitude { get; init; }

    public double? SpeedKmh { get; init; }

    /// <summary>Degrees clockwise from north, 0 ≤ h &lt; 360.</summary>
    public double? HeadingDegrees { get; init; }

    public double? AccuracyMeters { get; init; }

    public double? AltitudeMeters { get; init; }

    /// <summary>m/s², gravity included.</summary>
    public Axes? Acceleration { get; init; }

    /// <summary>rad/s.</summary>
    public Axes? Gyroscope { get; init; }

    /// <summary>Share of the tank, 0 … 1.</summary>
    public double? FuelLevel { get; init; }

    public bool? EngineRunning { get; init; }

    public double? OdometerKm { get; init; }

    public double? SpeedLimitKmh { get; init; }
}

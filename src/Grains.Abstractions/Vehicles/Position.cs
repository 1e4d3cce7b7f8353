namespace Fleet.Vehicles;

/// <summary>One report of a device: where the vehicle is, and what its sensors say. Validated before it is made.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.Position")]
public sealed record Position
{
    /// <summary>When the fix was taken, UTC, whole milliseconds.</summary>
    [Id(0)] public required DateTimeOffset Timestamp { get; init; }

    [Id(1)] public required double Latitude { get; init; }

    [Id(2)] public required double Longitude { get; init; }

    /// <summary>Speed over ground as the device measured it, 0 … 300 km/h.</summary>
    [Id(3)] public double? SpeedKmh { get; init; }

    /// <summary>Degrees clockwise from north, 0 ≤ h &lt; 360.</summary>
    [Id(4)] public double? HeadingDegrees { get; init; }

    /// <summary>Radius of the fix's error circle in metres (68 %).</summary>
    [Id(5)] public double? AccuracyMeters { get; init; }

    [Id(6)] public double? AltitudeMeters { get; init; }

    /// <summary>m/s², gravity included, device frame.</summary>
    [Id(7)] public Vector3? Acceleration { get; init; }

    /// <summary>rad/s, device frame.</summary>
    [Id(8)] public Vector3? Gyroscope { get; init; }

    /// <summary>Share of the tank, 0 … 1.</summary>
    [Id(9)] public double? FuelLevel { get; init; }

    [Id(10)] public bool? EngineRunning { get; init; }

    [Id(11)] public double? OdometerKm { get; init; }

    /// <summary>The limit of the road as the device knows it, km/h.</summary>
    [Id(12)] public double? SpeedLimitKmh { get; init; }

    /// <summary>The trip that the device says it is on; null leaves it to the vehicle.</summary>
    [Id(13)] public string? TripId { get; init; }

    [Id(14)] public string? DriverId { get; init; }

    /// <summary>When the gateway took it, by the gateway's clock. Never used to order positions.</summary>
    [Id(15)] public required DateTimeOffset ReceivedAt { get; init; }
}

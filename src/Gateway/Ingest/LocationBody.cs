namespace Fleet.Gateway.Ingest;

/// <summary>
/// A position in S0's form. The fields of location and motion may also stand flat beside the others. Read by
/// <see cref="PositionReader"/>; this type is its schema.
/// </summary>
public sealed record LocationBody
{
    public required string VehicleId { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public required LocationFix Location { get; init; }

    public MotionFix? Motion { get; init; }

    public string? TripId { get; init; }

    public string? DriverId { get; init; }

    public double? SpeedLimit { get; init; }

    public double? FuelLevel { get; init; }

    public bool? EngineRunning { get; init; }

    public double? OdometerKm { get; init; }
}

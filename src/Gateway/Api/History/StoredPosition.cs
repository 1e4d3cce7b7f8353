using Fleet.Gateway.Ingest;

namespace Fleet.Gateway.Api.History;

/// <summary>A position as the log has it. Written by hand; this type is its schema.</summary>
public sealed record StoredPosition
{
    public required string VehicleId { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public required LocationFix Location { get; init; }

    public MotionFix? Motion { get; init; }

    public string? TripId { get; init; }

    public string? DriverId { get; init; }

    public double? SpeedLimit { get; init; }

    public double? FuelLevel { get; init; }

    public double? OdometerKm { get; init; }

    public bool? EngineRunning { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Older than the vehicle's newest when it came: it moved no live state.</summary>
    public required bool Late { get; init; }
}

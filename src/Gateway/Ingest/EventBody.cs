using Fleet.Safety;

namespace Fleet.Gateway.Ingest;

/// <summary>A device event. Read by <see cref="DeviceEventReader"/>; this type is its schema.</summary>
public sealed record EventBody
{
    public required string VehicleId { get; init; }

    /// <summary>panic_button, crash_detection, phone_usage, fuel, breakdown, or a name of its own.</summary>
    public required string Type { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The device's own id of the event; with it a resend adds nothing.</summary>
    public string? EventId { get; init; }

    public LocationFix? Location { get; init; }

    public Severity? Severity { get; init; }

    public IReadOnlyDictionary<string, double>? Details { get; init; }

    public string? DriverId { get; init; }

    public string? TripId { get; init; }
}

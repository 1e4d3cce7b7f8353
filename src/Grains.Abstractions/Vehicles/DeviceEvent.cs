using System.Collections.Immutable;
using Fleet.Geography;

namespace Fleet.Vehicles;

/// <summary>Something a device says happened: panic_button, crash_detection, phone_usage, fuel, breakdown, or a name of its own.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.DeviceEvent")]
public sealed record DeviceEvent
{
    [Id(0)] public required string Type { get; init; }

    [Id(1)] public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The device's own id of the event; with it a resend adds nothing.</summary>
    [Id(2)] public string? EventId { get; init; }

    [Id(3)] public GeoPoint? Location { get; init; }

    [Id(4)] public string? DriverId { get; init; }

    [Id(5)] public string? TripId { get; init; }

    [Id(6)] public string? Severity { get; init; }

    [Id(7)] public ImmutableDictionary<string, double> Details { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>What a person says of it; devices give numbers.</summary>
    [Id(8)] public string? Message { get; init; }
}

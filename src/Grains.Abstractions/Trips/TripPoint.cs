using Fleet.Geography;

namespace Fleet.Trips;

/// <summary>A position as a trip sees it: ordered, without jumps, its distance already freed of standing drift.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.TripPoint")]
public sealed record TripPoint
{
    [Id(0)] public required DateTimeOffset Timestamp { get; init; }

    [Id(1)] public required GeoPoint Location { get; init; }

    /// <summary>Reported speed, or the one derived from the way since the last position.</summary>
    [Id(2)] public required double SpeedKmh { get; init; }

    /// <summary>Distance covered since the vehicle's last point.</summary>
    [Id(3)] public required double MovedMeters { get; init; }

    [Id(4)] public double? FuelLevel { get; init; }

    [Id(5)] public bool? EngineRunning { get; init; }

    /// <summary>The gateway's clock; deadlines are armed from it.</summary>
    [Id(6)] public required DateTimeOffset ReceivedAt { get; init; }

    [Id(7)] public string? DriverId { get; init; }

    /// <summary>The part of <see cref="MovedMeters"/> that is a straight line over a hole in the reports.</summary>
    [Id(8)] public double UnobservedMeters { get; init; }

    /// <summary>The way from the point before cannot be trusted: nothing was reached on it.</summary>
    [Id(9)] public bool Restarted { get; init; }
}

using Fleet.Geography;

namespace Fleet.Trips;

/// <summary>How a vehicle begins a trip.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.TripStart")]
public sealed record TripStart
{
    [Id(0)] public required string VehicleId { get; init; }

    [Id(1)] public string? DriverId { get; init; }

    [Id(2)] public required DateTimeOffset At { get; init; }

    [Id(3)] public GeoPoint? Location { get; init; }

    /// <summary>The gateway's clock at the position that started it, or the moment of the command.</summary>
    [Id(4)] public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>True where a person or a device named the trip; false where movement started it.</summary>
    [Id(5)] public bool Explicit { get; init; }

    /// <summary>What the vehicle was before; null where that was not kept: then the trip is never folded again.</summary>
    [Id(6)] public TripOpening? Opening { get; init; }
}

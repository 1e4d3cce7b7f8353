using Fleet.Geography;

namespace Fleet.Geofences;

/// <summary>A vehicle came in.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.GeofenceStay")]
public sealed record GeofenceStay
{
    [Id(0)] public required string VehicleId { get; init; }

    /// <summary>By the position that it entered with.</summary>
    [Id(1)] public required DateTimeOffset Since { get; init; }

    /// <summary>When that position came in, by the gateway's clock: what comes due without data counts from here.</summary>
    [Id(2)] public required DateTimeOffset ReceivedAt { get; init; }

    [Id(3)] public GeoPoint? Location { get; init; }
}

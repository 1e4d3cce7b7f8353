namespace Fleet.Geofences;

[GenerateSerializer, Immutable, Alias("Fleet.GeofenceOccupant")]
public sealed record GeofenceOccupant
{
    [Id(0)] public required string VehicleId { get; init; }

    [Id(1)] public required DateTimeOffset Since { get; init; }
}

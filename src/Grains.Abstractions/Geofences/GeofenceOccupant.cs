namespace Fleet.Geofences;

[GenerateSerializer, Immutable, Alias("Fleet.GeofenceOccupant")]
public sealed record GeofenceOccupant
{
    [Id(0)] public required string VehicleId { get; init; }

    [Id(1)] public required DateTimeOffset Since { get; init; }

    /// <summary>When it fell silent: from then on nobody knows whether it is inside. Null while it reports.</summary>
    [Id(2)] public DateTimeOffset? SilentSince { get; init; }
}

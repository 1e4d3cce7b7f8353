namespace Fleet.Vehicles;

/// <summary>A fence that the vehicle is inside of.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.GeofencePresence")]
public sealed record GeofencePresence
{
    [Id(0)] public required string GeofenceId { get; init; }

    [Id(1)] public required string Name { get; init; }

    [Id(2)] public required DateTimeOffset Since { get; init; }
}

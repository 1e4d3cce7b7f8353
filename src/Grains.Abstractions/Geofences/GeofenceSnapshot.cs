using System.Collections.Immutable;

namespace Fleet.Geofences;

[GenerateSerializer, Immutable, Alias("Fleet.GeofenceSnapshot")]
public sealed record GeofenceSnapshot
{
    [Id(0)] public required GeofenceDefinition Definition { get; init; }

    [Id(1)] public ImmutableArray<GeofenceOccupant> Occupants { get; init; } = [];
}

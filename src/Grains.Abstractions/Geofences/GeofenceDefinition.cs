using System.Collections.Immutable;

namespace Fleet.Geofences;

[GenerateSerializer, Immutable, Alias("Fleet.GeofenceDefinition")]
public sealed record GeofenceDefinition
{
    [Id(0)] public required string GeofenceId { get; init; }

    [Id(1)] public required string Name { get; init; }

    [Id(2)] public required GeofenceShape Shape { get; init; }

    [Id(3)] public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The limit inside, km/h.</summary>
    [Id(4)] public double? SpeedLimitKmh { get; init; }

    /// <summary>Vehicles that may come and go; empty means all may.</summary>
    [Id(5)] public ImmutableArray<string> AuthorizedVehicleIds { get; init; } = [];

    /// <summary>Staying longer than this is a dwell.</summary>
    [Id(6)] public double? DwellSeconds { get; init; }
}

using System.Collections.Immutable;
using Fleet.Geofences;
using Fleet.Geography;

namespace Fleet.Traffic;

[GenerateSerializer, Immutable, Alias("Fleet.ZoneDefinition")]
public sealed record ZoneDefinition
{
    [Id(0)] public required string ZoneId { get; init; }

    [Id(1)] public required string Name { get; init; }

    /// <summary>Cameras and vehicles inside belong to the zone. Null where only named cameras do.</summary>
    [Id(2)] public GeofenceShape? Shape { get; init; }

    [Id(3)] public ImmutableArray<string> Roads { get; init; } = [];

    /// <summary>Cameras that belong to it wherever they stand.</summary>
    [Id(4)] public ImmutableArray<string> CameraIds { get; init; } = [];

    [Id(5)] public required double FreeFlowKmh { get; init; }

    /// <summary>The way through.</summary>
    [Id(6)] public required double LengthKm { get; init; }

    [Id(7)] public ImmutableArray<AlternativeRoute> Alternatives { get; init; } = [];

    /// <summary>Its middle; null without a shape.</summary>
    [Id(8)] public GeoPoint? Center { get; init; }
}

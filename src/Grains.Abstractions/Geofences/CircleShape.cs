using Fleet.Geography;

namespace Fleet.Geofences;

[GenerateSerializer, Immutable, Alias("Fleet.CircleShape")]
public sealed record CircleShape : GeofenceShape
{
    [Id(0)] public required GeoPoint Center { get; init; }

    [Id(1)] public required double RadiusMeters { get; init; }
}

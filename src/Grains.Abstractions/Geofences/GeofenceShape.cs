using System.Collections.Immutable;
using Fleet.Geography;

namespace Fleet.Geofences;

/// <summary>Where a fence is. One of <see cref="PolygonShape"/>, <see cref="CircleShape"/>, <see cref="CorridorShape"/>.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.GeofenceShape")]
public abstract record GeofenceShape
{
    /// <summary>Whether one of its own points (corners, a centre, a path's points) is within bounds.</summary>
    public bool HasPointIn(GeoBounds bounds)
    {
        return this switch
        {
            CircleShape circle => Holds(circle.Center),
            CorridorShape corridor => Any(corridor.Path),
            PolygonShape polygon => polygon.Polygons.Any(p => Any(p.Outer)),
            _ => false,
        };

        bool Any(ImmutableArray<GeoPoint> points) => points.Any(Holds);
        bool Holds(GeoPoint point) => bounds.Contains(point.Latitude, point.Longitude);
    }
}

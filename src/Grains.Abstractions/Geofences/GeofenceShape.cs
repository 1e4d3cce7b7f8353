namespace Fleet.Geofences;

/// <summary>Where a fence is. One of <see cref="PolygonShape"/>, <see cref="CircleShape"/>, <see cref="CorridorShape"/>.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.GeofenceShape")]
public abstract record GeofenceShape;

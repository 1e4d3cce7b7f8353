namespace Fleet.Geofences;

/// <param name="Total">Fences of the organization.</param>
/// <param name="InForce">Of them, those in force now.</param>
[GenerateSerializer, Immutable, Alias("Fleet.GeofenceCount")]
public readonly record struct GeofenceCount([property: Id(0)] int Total, [property: Id(1)] int InForce);

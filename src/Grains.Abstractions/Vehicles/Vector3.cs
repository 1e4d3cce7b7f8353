namespace Fleet.Vehicles;

/// <summary>Three axes of one sensor, in the sensor's own frame.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.Vector3")]
public readonly record struct Vector3(
    [property: Id(0)] double X,
    [property: Id(1)] double Y,
    [property: Id(2)] double Z);

namespace Fleet.Trips;

/// <summary>What a trip was when its vehicle wrote a checkpoint.</summary>
/// <param name="Number">Of the vehicle's checkpoint.</param>
/// <param name="State">Never changed; without marks of its own.</param>
[GenerateSerializer, Alias("Fleet.TripMark")]
public sealed record TripMark([property: Id(0)] long Number, [property: Id(1)] TripState State);

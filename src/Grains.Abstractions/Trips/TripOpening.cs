namespace Fleet.Trips;

/// <summary>What a vehicle was right before a trip's first position. Only grains look inside.</summary>
[GenerateSerializer, Alias("Fleet.TripOpening")]
public abstract class TripOpening;

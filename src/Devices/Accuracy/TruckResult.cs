namespace Fleet.Devices.Accuracy;

/// <summary>An invariant, how often it was looked at and how often it did not hold.</summary>
internal sealed record TruckResult(string Invariant, int Looked, int Broken, double MostBroken);

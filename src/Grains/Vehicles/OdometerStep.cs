namespace Fleet.Vehicles;

/// <summary>What one position adds.</summary>
/// <param name="MovedMeters">Distance covered, freed of standing drift.</param>
/// <param name="UnobservedMeters">The part of it that is a straight line over a hole in the reports: the true way is longer.</param>
/// <param name="DerivedSpeedKmh">Speed as the way tells it; 0 for the first position.</param>
public readonly record struct OdometerStep(double MovedMeters, double UnobservedMeters, double DerivedSpeedKmh);

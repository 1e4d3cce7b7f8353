namespace Fleet.Safety;

/// <summary>Acceleration in the vehicle's own frame, m/s².</summary>
/// <param name="Forward">Positive when the speed rises; the plain strength where the direction is not known.</param>
/// <param name="Left">Positive to the left; zero where the direction is not known.</param>
internal readonly record struct Push(double Forward, double Left, bool DirectionKnown);

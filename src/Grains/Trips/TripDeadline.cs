namespace Fleet.Trips;

/// <summary>What happens to a trip if nothing more is heard of it.</summary>
/// <param name="Due">The event time at which it comes true.</param>
/// <param name="Delay">How long after the receipt of the newest point that is.</param>
public readonly record struct TripDeadline(DateTimeOffset Due, TimeSpan Delay);

namespace Fleet.Compliance;

/// <summary>A rest that may be one half of a split one, 395.1(g)(1)(ii).</summary>
/// <param name="End">When work began again: from here the limits count once it has its other half.</param>
/// <param name="InBerth">Seven hours of it in a row were spent in the sleeper berth.</param>
/// <param name="Driven">Driving of the shift up to it.</param>
public readonly record struct SplitRest(DateTimeOffset End, TimeSpan Length, bool InBerth, TimeSpan Driven);

using Fleet.Vehicles;

namespace Fleet.Reviews;

/// <summary>A good position as a review keeps it: what conditions are measured on.</summary>
/// <param name="LimitKmh">In force there; null where none is known.</param>
/// <param name="Near">Within the time asked about.</param>
internal readonly record struct ReviewStep(Position Position, double SpeedKmh, double? LimitKmh, double MovedMeters, double GapSeconds, bool Restarted, bool Near)
{
    public DateTimeOffset At => Position.Timestamp;
}

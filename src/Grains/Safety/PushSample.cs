using Fleet.Geography;

namespace Fleet.Safety;

/// <summary>How hard one reading pushes in the direction of one kind of manoeuvre.</summary>
/// <param name="Strength">m/s², never negative.</param>
/// <param name="Seconds">Time that the reading stands for.</param>
/// <param name="At">The moment that it stands for: a slope's is before its last fix.</param>
internal readonly record struct PushSample(double Strength, double Seconds, PushSource Source, DateTimeOffset At, GeoPoint Location, double SpeedKmh);

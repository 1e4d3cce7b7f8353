using Fleet.Vehicles;

namespace Fleet.Gateway.Ingest;

/// <param name="Acceleration">m/s², gravity included.</param>
/// <param name="Gyroscope">rad/s.</param>
public sealed record MotionFix(Vector3? Acceleration = null, Vector3? Gyroscope = null);

using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>How the motion changed over two seconds of fixes, or between two that are farther apart.</summary>
/// <param name="Along">m/s², positive when the speed rises.</param>
/// <param name="Across">m/s², positive to the right; null where no heading could be trusted.</param>
/// <param name="Seconds">Since the fix before the last.</param>
/// <param name="ByGyroscope">The turn was measured by the gyroscope, not by headings.</param>
/// <param name="At">The fix that it stands for.</param>
/// <param name="Reading">Of the accelerometer where the change began: a satellite speed is about a second late.</param>
internal readonly record struct MotionChange(double Along, double? Across, double Seconds, bool ByGyroscope, MotionFix At, Vector3? Reading);
